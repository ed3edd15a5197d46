"""This room's part of the matrix: the department's wall, its poll, a frame of its past."""

ABOVE = "bao li superior bureau"
TOP = "bao li"

ROUTES = {
    "wall:home": ABOVE,
    "wall:wall": TOP,
    "wall:tiles": TOP,
    "wall:playback": TOP,
    "wall:frame": TOP,
}


def arguments(people, units):
    return {name: {"code": "department"} for name in ROUTES}
