"""Clock: the one clock of the domain, and the three times of every fact.

- event time `at`: when it happened; known time `known_at`: when the administration knew it; both in domain time.
- wall time: when this machine wrote it; only sessions, tokens, jobs and the journal's `written_at` use it.
A database is live or a drill. A drill's clock is a simulated base, a wall anchor and a rate of 0, 1 or 60;
a live clock can never be moved. One tick a minute calls every room's `settle(last, now)` (file `settling.py`)
with a high-water mark, so a jump or a pause loses nothing. See docs/decisions/0001-time.md.
"""
