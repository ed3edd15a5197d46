"""Measures: typed, dated, reversible parameters with their basis, read as of a moment.

A room declares a `Parameter` in its `measures.py`; a measure in force is a row that says value, from–to, for which
system or unit, on what basis, by whom. The most specific one wins (unit, system, all), then the one that began last,
then the one known last; without any, the declared default holds. Reverting replaces the row; nothing is deleted.
"""
