"""Who gets the pages of this room, and who may post to them: read by journeys/test_matrix.py."""

ROUTES = {
    "greenline:index": "officer leader keeper",
    "greenline:line": ("officer leader", "officer leader"),
}
