"""A figure is explained to whoever sees the unit's reports: read by journeys/test_matrix.py."""

ROUTES = {"reports:explain": "bao li superior officer leader"}
