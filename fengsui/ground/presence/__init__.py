"""Presence: who is where since when. Registers write it; checks reconcile it against rosters and head counts."""
