from fengsui.frontline.gates.models.alerts import CLOSING, Alert, AlertKind, Listed, Step, StepKind
from fengsui.frontline.gates.models.gates import Device, DeviceKind, Form, Gate, GateKind, Handover, Invitation
from fengsui.frontline.gates.models.paper import Sheet
from fengsui.frontline.gates.models.people import Pass, Permit, PermitStep, PermitStepKind, Regular
from fengsui.frontline.gates.models.store import Direction, Kind, Outcome, Passage, Stray, Tally, Withdrawal
from fengsui.frontline.gates.models.traces import Trace, TraceFile, TraceStep, TraceStepKind

__all__ = [
    "CLOSING", "Alert", "AlertKind", "Device", "DeviceKind", "Direction", "Form", "Gate", "GateKind", "Handover", "Invitation", "Kind", "Listed",
    "Outcome", "Pass", "Passage", "Permit", "PermitStep", "PermitStepKind", "Regular", "Sheet", "Step", "StepKind", "Stray",
    "Tally", "Trace", "TraceFile", "TraceStep", "TraceStepKind", "Withdrawal",
]  # fmt: skip
