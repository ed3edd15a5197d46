"""Role × page × method, generated from the URL configuration: who gets what, and that a refusal writes nothing."""

import importlib
from collections import defaultdict
from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver, reverse

from fengsui import house
from fengsui.cast import DAY
from fengsui.ground.journal.models import Entry

WORKING = "bao li officer leader keeper bureau superior"
HELD = f"{WORKING} auditor security"
ALL = f"{HELD} uyunna zhao"
CAST = ALL.split()
ABOVE = "bao li superior"  # the prison's superiors; the bureau is not one of them
PRISON = f"{ABOVE} officer leader"
TOP = "bao li"
NOBODY = ""
TOKEN = "token"  # an operation of the API: a browser's log-in does not open it, and nobody is led to one
SHUT = {401, 405}

# Per route: who gets it (200 or 302), everybody else 404. A pair: who gets it, and who may write by POST.
# A lone POST route, where GET is 405, begins with None.
ROUTES = {
    "today": ALL,
    "inbox": ALL,
    "inbox_read": (None, ALL),
    "settings": ALL,
    "style": ALL,
    "language": (None, ALL),
    "theme": (None, ALL),
    "health_live": ALL,
    "health_ready": ALL,
    "search": ALL,
    "org:units": HELD,
    "org:clock": (ABOVE, ABOVE),
    "measures:index": f"{WORKING} auditor",
    "measures:parameter": (f"{WORKING} auditor", "bao"),
    "measures:revert": (None, "bao"),
    "indicators:index": f"{WORKING} auditor",
    "indicators:new": (ABOVE, ABOVE),
    "indicators:defined": (f"{WORKING} auditor", TOP),
    "indicators:retire": (None, TOP),
    "retention:index": "bao auditor security",
    "retention:purge": (None, "security"),
    "documents:index": WORKING,
    "documents:document": TOP,
    "documents:pdf": TOP,
    "documents:docx": TOP,
    "documents:approve": (None, "bao"),
    "documents:number": (None, TOP),
    "documents:issue": (None, TOP),
    "documents:void": (None, "bao"),
    "timeline:index": "bao leader bureau auditor",
    "reports:index": WORKING,
    "reports:filled": WORKING,
    "reports:report": (PRISON, "officer leader"),
    "reports:accept": (None, ABOVE),
    "reports:return": (None, ABOVE),
    "reports:rollup_home": WORKING,
    "reports:rollup": TOP,
    "reports:rollup_xlsx": TOP,
    "reports:figure": TOP,
    "reports:changes": TOP,
    "reports:trend": TOP,
    "reports:trend_below": TOP,
    "reports:trend_xlsx": TOP,
    "custody:index": WORKING,
    "custody:facility": PRISON,
    "custody:section": PRISON,
    "custody:movements": (PRISON, "officer leader"),
    "custody:withdraw": (None, "officer leader"),
    "custody:person": (PRISON, "leader"),
    "custody:fevers": (PRISON, "officer leader"),
    "custody:fever": (PRISON, "officer leader"),
    "custody:conclude": (None, "officer leader"),
    "custody:withdraw_fever": (None, "officer leader"),
    "custody:strength": (PRISON, "officer leader"),
    "custody:grid": (PRISON, "officer leader"),
    "custody:confirm": (None, "leader"),
    "custody:balance": PRISON,
    "custody:rows": PRISON,
}
# Operations of existing rooms. Behind a token: fengsui/ground/interfaces/tests and the rooms' own.
ROUTES |= dict.fromkeys(
    ("api:indicators", "api:numbers", "api:rollup", "api:reports", "api:report", "api:draft"), TOKEN
)
ROUTES |= dict.fromkeys(("api:questions", "api:question", "api:answer"), TOKEN)
OWN = {}  # a room may say its part in its own folder: tests/matrix.py with ROUTES, SENT, arguments(people, units)
for _room in house.rooms():
    if (Path(importlib.import_module(_room).__file__).parent / "tests" / "matrix.py").exists():
        OWN[_room] = importlib.import_module(f"{_room}.tests.matrix")
        ROUTES |= OWN[_room].ROUTES
# The log-in and one's own account: what the library answers is its own business, but it answers everybody alike.
OWN_ACCOUNT = {
    "account_login", "account_logout", "account_inactive", "account_reauthenticate", "account_change_password",
    "account_reset_password", "account_signup", "account_email_verification_sent", "account_set_password",
    "mfa_index", "mfa_authenticate", "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp",
    "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes",
}  # fmt: skip
# Without a log-in: 200 or a page of its own; everything else leads to the log-in.
PUBLIC = {"health_live", "health_ready", "language", "theme", "api:root", "api:nowhere"} | OWN_ACCOUNT
PUBLIC |= {name for own in OWN.values() for name in getattr(own, "PUBLIC", ())}
# Without a log-in these are told 401, as programs expect it.
PROGRAMS = {"api:openapi"}
# What POST sends where an empty form would say nothing about the right.
SENT = {
    "org:clock": {"rate": "0"},
    "measures:parameter": {"value": "18:40", "basis": "test", "at": "2020-02-03T19:00"},
    "reports:report": {"do": "save", "revision": "1", "note": "test"},
    "reports:return": {"reason": "test"},
    "documents:void": {"reason": "test"},
    "retention:purge": {"reason": "test"},
    "indicators:new": {"name": "x", "kind": "stock", "rollup": "sum", "kinds": "prison", "decimals": "0"},
    "indicators:defined": {"name": "y"},
    "custody:withdraw": {"because": "test"},
    "custody:person": {"reason": "test"},
    "custody:conclude": {"outcome": "cleared"},
    "custody:withdraw_fever": {"because": "test"},
}
for _own in OWN.values():
    SENT |= getattr(_own, "SENT", {})


@cache
def routes():
    """Every address of the house: name and the names of its arguments."""

    def walk(patterns, space=""):
        for one in patterns:
            if hasattr(one, "url_patterns"):
                yield from walk(one.url_patterns, f"{space}{one.namespace}:" if one.namespace else space)
            else:
                yield f"{space}{one.name}", tuple(one.pattern.converters)

    return dict(walk(get_resolver().url_patterns))


@pytest.fixture(autouse=True)
def _plain_refusals(monkeypatch):
    """The page that says “there is nothing here” is looked at elsewhere; here it would be drawn three thousand times."""
    monkeypatch.setattr(
        "fengsui.site.errors.answer", lambda _request, status, *_said, **_how: HttpResponse(status=status)
    )


@pytest.fixture
def people(request):
    return {name: request.getfixturevalue(name) for name in CAST}


@pytest.fixture
def addresses(people, units):
    """Every address, filled with one evening of the prison: a roll-call, a person, a fever, a report, a draft."""
    from fengsui.command.reports import actions as reports
    from fengsui.frontline.custody import actions as custody
    from fengsui.frontline.custody.actions import Row
    from fengsui.ground.documents import actions as documents
    from fengsui.ground.indicators import actions as indicators
    from fengsui.ground.indicators.actions import Definition
    from fengsui.ground.measures import actions as measures
    from fengsui.ground.measures.queries import parameters

    prison, officer, bao = units["prison"], people["officer"], people["bao"]
    rows = [Row(units["ward-1"], 300, 0, 300, 0), Row(units["ward-2"], 280, 0, 280, 0)]
    custody.count(prison, DAY, "evening", rows, by=officer)
    moved = custody.move(prison, "admission", number="1500", name="王某", section=units["ward-1"], by=officer)
    fever = custody.measure(prison, units["ward-2"], number="1501", name="张某", celsius="37.9", by=officer)
    reports.sign(prison, DAY, {}, revision=0, by=officer, note="—")
    paper = documents.draft(
        units["department"],
        "test",
        "Test",
        {"title": "Test", "series_label": "Test", "day": DAY.isoformat(), "sections": [], "recipients": []},
        by=bao,
    )
    number = indicators.define(
        units["department"], Definition("x", kinds=("prison",), since=DAY + timedelta(days=1)), by=bao
    )
    decided = measures.put(parameters()["reports.evening_meeting"], "18:50", basis="test", by=bao)
    default = {"code": "prison", "day": DAY, "slot": "evening", "line": "territory", "indicator": "custody.prisoners",
               "key": "reports.evening_meeting"}  # fmt: skip
    special = {
        "custody:withdraw": {"pk": moved.pk}, "custody:person": {"pk": moved.person.pk}, "custody:fever": {"pk": fever.pk},
        "custody:conclude": {"pk": fever.pk}, "custody:withdraw_fever": {"pk": fever.pk}, "measures:revert": {"pk": decided.pk},
        "custody:section": {"code": "ward-1"},
    }  # fmt: skip
    special |= {name: {"pk": number.pk} for name in routes() if name.startswith("indicators:")}
    special |= {name: {"pk": paper.pk} for name in routes() if name.startswith("documents:")}
    special |= {name: {"code": "department"} for name in routes() if name.startswith("reports:rollup")}
    special |= {name: {"code": "department"} for name in ("reports:figure", "reports:changes")}
    special |= {name: {"code": "department"} for name in routes() if name.startswith("reports:trend")}
    for own in OWN.values():
        special |= own.arguments(people, units) if hasattr(own, "arguments") else {}
    return {
        name: reverse(name, kwargs={key: (default | special.get(name, {}))[key] for key in wanted})
        for name, wanted in routes().items()
    }


def expected(name, who):
    """What a GET by somebody signed in is answered."""
    if readers(name) == TOKEN:
        return SHUT
    return {405} if readers(name) is None else {200, 302} if who in readers(name).split() else {404}


def readers(name):
    rule = ROUTES[name]
    return rule[0] if isinstance(rule, (tuple, list)) else rule


def writers(name):
    rule = ROUTES[name]
    return rule[1].split() if isinstance(rule, (tuple, list)) else []


def signed_in(person, account):
    client = Client(raise_request_exception=False)
    client.force_login(account(person, f"user-{person.pk}"))
    return client


def test_every_route_has_its_expectation():
    unknown = sorted(set(routes()) - set(ROUTES) - OWN_ACCOUNT)
    gone = sorted((set(ROUTES) | OWN_ACCOUNT) - set(routes()))
    assert not unknown, f"Say in ROUTES of {__name__} who gets {', '.join(unknown)} and who may post to it."
    assert not gone, f"ROUTES of {__name__} still names {', '.join(gone)}; take it out."


def test_every_person_gets_the_pages_of_their_office_and_no_other(addresses, people, account):
    wrong = defaultdict(dict)
    for who, person in people.items():
        client = signed_in(person, account)
        for name in ROUTES:
            status = client.get(addresses[name]).status_code
            wanted = expected(name, who)
            if status not in wanted:
                wrong[name][who] = status
    assert not wrong, dict(wrong)


def test_nobody_writes_without_the_right(addresses, people, account):
    wrong = defaultdict(dict)
    for who, person in people.items():
        client, before = signed_in(person, account), facts()
        for name in ROUTES:
            with transaction.atomic():
                if why := refused(client, name, addresses[name], before, may=who in writers(name)):
                    wrong[name][who] = why
                transaction.set_rollback(True)
    assert not wrong, dict(wrong)


def facts():
    return Entry.objects.exclude(kind="org.denied").count()


def refused(client, name, address, before, *, may):
    """What is wrong with the answer to a POST: a crash, a write without a right, a right without an effect."""
    status = client.post(address, SENT.get(name, {})).status_code
    written = facts() - before
    if status >= 500:
        return status
    if not may and written:
        return f"{written} written"
    return f"{status} although it is theirs" if may and status in {403, 404, 405} else None


def test_who_is_not_signed_in_is_led_to_the_log_in(addresses):
    wrong = {}
    for name, address in addresses.items():
        for method in ("get", "post"):
            answer = getattr(Client(raise_request_exception=False), method)(address, SENT.get(name, {}))
            led = answer.status_code == 302 and answer["Location"].startswith(reverse("account_login"))
            if ROUTES.get(name) == TOKEN or name in PROGRAMS:
                led = answer.status_code in SHUT
            if answer.status_code >= 500 or (name not in PUBLIC and not led):
                wrong[name, method] = answer.status_code
    assert not wrong, dict(wrong)


def test_ones_own_account_answers_everybody(addresses, people, account):
    wrong = defaultdict(dict)
    for who in ("bao", "zhao"):
        client = signed_in(people[who], account)
        for name in OWN_ACCOUNT - {"account_logout"}:
            if (status := client.get(addresses[name]).status_code) >= 500:
                wrong[name][who] = status
    assert not wrong, dict(wrong)


@pytest.mark.parametrize(
    "address",
    ["/units/prison-2/", "/reports/prison-2/2020-02-03/", "/rollup/prison/prisons/2020-02-03/", "/custody/prison-2/"],
)
def test_a_forged_code_is_not_found_and_noted(address, officer, account):
    assert signed_in(officer, account).get(address).status_code == 404
    entry = Entry.objects.get(kind="org.denied")
    assert (entry.actor, entry.data["path"]) == (officer.pk, address)
