from fengsui.ground.messages.models.inbox import Message
from fengsui.ground.messages.models.outbox import (
    OPEN,
    Channel,
    Level,
    Outgoing,
    OutgoingQuerySet,
    Part,
    Provider,
    Secure,
    Sender,
    State,
    Way,
)
from fengsui.ground.messages.models.replies import Reply
from fengsui.ground.messages.models.rounds import Mark, Outcome, Reach, Round, Template, Wording

__all__ = [
    "OPEN", "Channel", "Level", "Mark", "Message", "Outcome", "Outgoing", "OutgoingQuerySet", "Part", "Provider", "Reach",
    "Reply", "Round", "Secure", "Sender", "State", "Template", "Way", "Wording",
]  # fmt: skip
