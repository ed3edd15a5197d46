"""This room's part of the matrix: the prison's own gate, a fever there, a person listed, a trace that its officer asked for."""

from fengsui.cast import at
from fengsui.frontline.gates.tests import matrix_letting, matrix_run

WORKING = "bao li officer leader keeper bureau superior"
PRISON = "bao li superior officer leader"  # who sees the prison
LISTING = "bao li leader bureau superior"  # who may list persons somewhere
OURS = "officer leader"

ROUTES = {
    # alerts, listed persons, traces
    "gates:alerts": WORKING,
    "gates:alert": (PRISON, OURS),
    "gates:alert_reopen": (None, OURS),
    "gates:alert_name": (None, OURS),
    "gates:listed": (WORKING, LISTING),
    "gates:listed_one": ("officer leader", "officer leader"),
    "gates:delist": (None, "leader"),
    "gates:traces": WORKING,
    "gates:trace_new": (WORKING, WORKING),
    "gates:trace": "officer leader",
    "gates:trace_decide": (None, "leader"),
    "gates:trace_answer": "officer leader",
    "gates:trace_give": (None, "officer leader"),
    "gates:trace_file": "officer leader",
}
SENT = {
    "gates:alert": {"kind": "isolated"},
    "gates:alert_name": {"reason": "test"},
    "gates:listed": {},
    "gates:listed_one": {"reason": "test"},
    "gates:delist": {"because": "test"},
    "gates:trace_decide": {"do": "approve"},
    "gates:trace_give": {"form": "xlsx", "to": "test"},
}

# run
ROUTES |= matrix_run.ROUTES
SENT |= matrix_run.SENT

# permits
ROUTES |= matrix_letting.ROUTES
SENT |= matrix_letting.SENT

# phone: without an account; a device's key is asked for by what it sends, and nothing of it reaches whoever has none
EVERYBODY = "bao li officer leader keeper bureau superior auditor security uyunna zhao"
ROUTES |= dict.fromkeys(("gates:app", "gates:app_worker", "gates:app_manifest", "gates:app_file"), EVERYBODY)
ROUTES |= {
    "gates:phone_bind": (None, ""),
    "gates:phone_state": "token",
    "gates:phone_sync": "token",
    "api:gates": "token",
}
PUBLIC = {"gates:app", "gates:app_worker", "gates:app_manifest", "gates:app_file", "gates:phone_bind"}


def _gate(units):
    from fengsui.cast import FOUNDED
    from fengsui.frontline.gates.models import Gate
    from fengsui.ground.org.models import Station

    station = Station.objects.create(unit=units["prison"], name="监狱大门")
    return Gate.objects.create(station=station, unit=units["prison"], kind="facility", since=FOUNDED)


def _fever(gate):
    from fengsui.frontline.gates.actions import alarms
    from fengsui.frontline.gates.actions.storing import Fresh, store
    from fengsui.frontline.gates.models import Alert
    from fengsui.frontline.gates.tests.conftest import ident

    row = Fresh(id=ident(at("12:00")), at=at("12:00"), direction=0, kind=0, heat=380, name="王某")
    alarms.raised(gate, [row], store(gate, [row], known_at=at("18:30")))
    return Alert.objects.get(gate=gate)


def arguments(people, units):
    from fengsui.frontline.gates.actions import listing, tracing
    from fengsui.frontline.gates.actions.tracing import Question
    from fengsui.frontline.gates.queries.whom import Whom
    from fengsui.frontline.gates.views import app

    prison, officer, leader = units["prison"], people["officer"], people["leader"]
    gate = _gate(units)
    fever = _fever(gate)
    entry = listing.Entry("赵某", "测试疾控", "3号", "test", at("23:00"))
    listed = listing.enlist(prison, entry, by=leader)
    question = Question(Whom(name="王某"), "test", at("00:00"), at("18:30"), 30, authority="测试疾控", paper="7号")
    pdf = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n%%EOF\n"
    asked, trace = (tracing.ask(prison, question, by=officer, file=("a.pdf", pdf)) for _n in range(2))
    tracing.approve(trace, by=leader)
    alert, one, found = {"pk": fever.pk}, {"pk": listed.pk}, {"pk": trace.pk}
    return matrix_run.arguments(people, units, gate) | matrix_letting.arguments(people, units, gate) | {
        "gates:alert": alert, "gates:alert_reopen": alert, "gates:alert_name": alert, "gates:listed_one": one, "gates:delist": one,
        "gates:trace": found, "gates:trace_decide": {"pk": asked.pk}, "gates:trace_answer": found, "gates:trace_give": found,
        "gates:trace_file": found, "gates:app_file": {"edition": app.version(), "name": "app.js"},
    }  # fmt: skip
