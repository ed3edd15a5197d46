"""Who gets the pages of this room: everybody with an office or seat sees the map, only the system administrator replaces it."""

SEES = "bao li officer leader keeper bureau superior auditor security"
ROUTES = {
    "maps:index": (SEES, ""),
    "maps:view": SEES,
    "maps:back": (None, ""),
}
SENT = {"maps:index": {"source": "test"}}


def arguments(people, units):
    return {"maps:view": {"view": "150100"}}
