"""Writes of org. Import as `from fengsui.ground.org import actions as org`."""

from fengsui.ground.org.actions.accounts import open_account
from fengsui.ground.org.actions.many import (
    Joining,
    appoint_many,
    correct_many,
    date_appointments,
    date_capacities,
    join_many,
    man_many,
    set_up_many,
)
from fengsui.ground.org.actions.offices import OWN_HANDS, appoint
from fengsui.ground.org.actions.people import NUMBER_KIND, PHONE_KIND, PersonRow, register, register_many
from fengsui.ground.org.actions.seats import hold_seat
from fengsui.ground.org.actions.units import ROOT, UnitRow, arrange, close
from fengsui.ground.org.actions.watch import move_clock, note_denied
from fengsui.ground.org.actions.withdrawing import withdraw_records

__all__ = [
    "NUMBER_KIND",
    "OWN_HANDS",
    "PHONE_KIND",
    "ROOT",
    "Joining",
    "PersonRow",
    "UnitRow",
    "appoint",
    "appoint_many",
    "arrange",
    "close",
    "correct_many",
    "date_appointments",
    "date_capacities",
    "hold_seat",
    "join_many",
    "man_many",
    "move_clock",
    "note_denied",
    "open_account",
    "register",
    "register_many",
    "set_up_many",
    "withdraw_records",
]  # fmt: skip
