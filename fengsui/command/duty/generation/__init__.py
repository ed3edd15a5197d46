"""A roster worked out: who stands where, so that every post is manned, everybody rests, and nights are shared fairly.

`problem.py` says what is asked, in plain values; `solving.py` finds the roster (OR-Tools CP-SAT) and proves how good it is;
`explaining.py` says of every place that stays empty why nobody takes it, and which rule, if given up, would fill it.
"""
