"""Reading what is wrong, and the briefs. Import as `from fengsui.command.assessment import queries`."""

from fengsui.command.assessment.queries.briefs import (
    Picture,
    brief,
    opinion,
    picture,
    signature,
    supplements,
    trends,
)  # fmt: skip
from fengsui.command.assessment.queries.ledger import became, one, rows, track
from fengsui.command.assessment.queries.snapshots import Observed, looked, observed

__all__ = [
    "Observed", "Picture", "became", "brief", "looked", "observed", "one", "opinion", "picture", "rows", "signature",
    "supplements", "track", "trends",
]  # fmt: skip
