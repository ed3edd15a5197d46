from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.journal.declare import Fact, Level

ARRANGED = Fact("org.arranged", _("{units} units were entered."), {"units": Level.INTERNAL})
CLOSED = Fact("org.closed", _("{unit} is closed from {day}."), {"day": Level.PUBLIC}, chronicle=True)
REGISTERED = Fact("org.registered", _("{persons} persons were registered."), {"persons": Level.INTERNAL})
APPOINTED = Fact(
    "org.appointed",
    _("A person was appointed {office} of {unit}."),
    {"person": Level.INTERNAL, "office": Level.INTERNAL},
)
SEATED = Fact(
    "org.seated",
    _("The seat of {seat} at {unit} is held from {since} to {until}."),
    {"person": Level.INTERNAL, "seat": Level.INTERNAL, "since": Level.INTERNAL, "until": Level.INTERNAL},
)
DENIED = Fact("org.denied", _("{actor} asked for a page that is not theirs to see: {path}"), {"path": Level.SECRET})
CLOCK_MOVED = Fact(
    "org.clock_moved",
    _("The drill's clock was set to {to} at rate {rate}."),
    {"to": Level.PUBLIC, "rate": Level.PUBLIC},
)
