"""Who gets which page of the obligations; read by journeys/test_matrix.py."""

ABOVE = "bao li superior"  # the prison's superiors
ROUTES = {
    "chase": f"{ABOVE} bureau",
    "chase_unit": ABOVE,
    "chase_remind": (None, ABOVE),
}
