"""How Django itself writes and reads dates: as our own filters do (words.py)."""
