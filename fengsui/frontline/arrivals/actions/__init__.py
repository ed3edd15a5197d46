"""Writes of the arrivals room. Import as `from fengsui.frontline.arrivals import actions as arrivals`."""

from fengsui.frontline.arrivals.actions.checking import check, join, undo, withdraw
from fengsui.frontline.arrivals.actions.doors import admit, close, knock, open_door, sweep
from fengsui.frontline.arrivals.actions.fevers import follow
from fengsui.frontline.arrivals.actions.filing import correct, file
from fengsui.frontline.arrivals.actions.handing import answer, hand, recall
from fengsui.frontline.arrivals.actions.measuring import Reading, take
from fengsui.frontline.arrivals.actions.observing import observe, release, reopen
from fengsui.frontline.arrivals.actions.persons import Opened, unmask
from fengsui.frontline.arrivals.actions.publicity import explain, post, take_down, withdraw_explanation

__all__ = [
    "Opened", "Reading", "admit", "answer", "check", "close", "correct", "explain", "file", "follow", "hand", "join", "knock",
    "observe", "open_door", "post", "recall", "release",
    "reopen", "sweep", "take", "take_down", "undo", "unmask", "withdraw",
    "withdraw_explanation",
]  # fmt: skip
