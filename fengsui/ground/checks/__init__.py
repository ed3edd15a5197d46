"""Checks: statements that must hold (a head count conserves, two sources agree), declared in the rooms' `checks.py`.

One batch function per check answers for all units; whoever closes a task asks `still_fails(key)` here.
"""
