"""Obligations: the one engine of "who owes what by when".

A room declares kinds in its `obligations.py`, each with `expected(since, until)`: what is owed in that time. The engine
reconciles by unique (kind, subject, period): it adds, re-dates or voids what is not met and never touches what is met.
It plans again when measures or the organisation change, and on every tick. Late is derived from the clock, never stored.
"""
