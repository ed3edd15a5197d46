"""Journal: what happened, for ever. Append-only, ids and plain numbers only, never a personal value.

Every action writes here in its own transaction (`actions.write`); the kinds are declared in the rooms' `facts.py`.
Once a minute new entries are sealed into a hash chain (`actions.seal`); `fengsui journal verify` names a flipped byte.
It imports nothing above the clock: actor and unit come as values, so org can write it too.
"""
