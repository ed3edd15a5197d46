from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from fengsui.frontline.arrivals.models import Handover
from fengsui.ground.messages.declare import Note


def _answer(data: dict[str, Any]) -> dict[str, Any]:
    return {"answer": Handover.Answer(data["answer"]).label}


FEVER = Note("arrivals.fever", _("{unit}: a fever of {celsius} °C under observation."), icon="temperature", urgent=True)
HANDED = Note("arrivals.handed", _("{unit} hands a filing over to you; take it over or say why not."), icon="send")
ANSWERED = Note(
    "arrivals.answered", _("{unit} answered to what you handed over: {answer}"), icon="checks", words=_answer
)
