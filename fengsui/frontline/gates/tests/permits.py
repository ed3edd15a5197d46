"""What the tests of permits, passes, the terminal and who is inside share: the prison's gate, and who is let in."""

from fengsui.cast import at
from fengsui.frontline.gates.actions import permits
from fengsui.frontline.gates.actions.permits import Guest

NAME = "王某某"


def ask(unit, by, *names, since="18:00", until="23:00", reason="换班", **more):
    """Ask for permits as somebody; return them."""
    guests = [one if isinstance(one, Guest) else Guest(one) for one in names or (NAME,)]
    return permits.ask(unit, guests, since=at(since), until=at(until), reason=reason, by=by, **more)


def approved(unit, officer, leader, *names, **more):
    """Permits that one asked for and the other approved."""
    return permits.approve(ask(unit, officer, *names, **more), by=leader)
