from fengsui.command.duty.models.changes import Absence, Act, ActKind, Move, Stage, Swap
from fengsui.command.duty.models.drafts import Cell, Draft, Pattern, PatternCell
from fengsui.command.duty.models.posts import WEEK, Member, Post, Profile, Slot
from fengsui.command.duty.models.watch import Feed, Watch

__all__ = [
    "WEEK", "Absence", "Act", "ActKind", "Cell", "Draft", "Feed", "Member", "Move", "Pattern", "PatternCell", "Post", "Profile",
    "Slot", "Stage", "Swap", "Watch",
]  # fmt: skip
