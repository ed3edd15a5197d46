"""Org: units, who answers to whom, persons, seats, and what follows from them: rights.

- A unit is tied to a superior in a line, dated: `territory` is the tree; `prison` and `rehabilitation` are business
  lines; `supervision` is oversight without command (forensic institutes). A tie's path begins with its line.
- A person is one identity across rooms; values are sealed in the vault. Rights follow appointments (an office at a
  unit) and shifts (a seat held now). `rights.scope(person, verb)` answers every question of reach as paths.
- A seat has one holder at a time (exclusion constraint); a station (a gate, a van) has a capacity.
"""
