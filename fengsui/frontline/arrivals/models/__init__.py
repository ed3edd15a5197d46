from __future__ import annotations

from fengsui.frontline.arrivals.models.doors import Door, Explanation, Knock, Posting
from fengsui.frontline.arrivals.models.filings import OVER, Deed, Filing, FilingKind, Stage, Step, Way
from fengsui.frontline.arrivals.models.observing import FeverDeed, FeverStep, Observation, Release, Slot, Temperature
from fengsui.frontline.arrivals.models.saying import (
    Contact,
    Control,
    Handover,
    LodgerReport,
    Party,
    Reason,
    Relation,
    Returnee,
    Role,
    Sex,
    Stay,
    Symptom,
    Transport,
)

__all__ = [
    "OVER", "Contact", "Control", "Deed", "Door", "Explanation", "FeverDeed", "FeverStep", "Filing", "FilingKind", "Handover",
    "Knock", "LodgerReport", "Observation", "Party", "Posting", "Reason", "Relation", "Release", "Returnee", "Role", "Sex",
    "Slot", "Stage", "Stay", "Step", "Symptom", "Temperature", "Transport", "Way",
]  # fmt: skip
