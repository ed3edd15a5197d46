"""Tones: what a colour may mean. A state has colour AND word AND icon."""

TONES = {
    "good": "circle-check",  # done, confirmed, in order
    "busy": "clock",  # under way
    "due": "alert-triangle",  # needs somebody soon
    "bad": "alert-octagon",  # late, failed, broken
    "still": "circle-minus",  # not due, closed, void
    "draft": "pencil",  # not signed
}
