"""A unit's story is for whoever sees its reports: read by journeys/test_matrix.py."""

ROUTES = {"assessment:story": "bao li superior officer leader"}


def arguments(people, units):
    return {"assessment:story": {"code": "prison"}}
