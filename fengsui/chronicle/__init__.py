"""The chronicle: what happened, read from the journal, later edited and published."""
