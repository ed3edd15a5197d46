"""The doors of plans."""
