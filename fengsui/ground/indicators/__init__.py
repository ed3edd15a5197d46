"""Indicators: numbers that a unit has on a day.

Declared in the rooms' `indicators.py`, computed for all units in one query each. A day's numbers stand in one row
per unit (`Pack`) as two vectors of float64: computed (always fresh) and confirmed (frozen at signature); NaN is missing,
and missing is never zero. A roll-up always shows three figures: confirmed, unconfirmed (computed, not yet signed)
and n of m. See docs/decisions/0003-numbers.md.
"""
