"""Short ways to say what the tests of this room begin with: an office, its officer, a partner, two forms."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from fengsui.cast import DAY, FOUNDED
from fengsui.frontline.arrivals import actions as arrivals
from fengsui.frontline.arrivals.models import Observation
from fengsui.frontline.arrivals.saying import Companion, Lodging, Return

BEFORE, NEXT = DAY - timedelta(days=1), DAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def _in_english():
    """Sentences are compared in the language of the msgids."""
    with translation.override("en"):
        yield


@pytest.fixture
def office(units):
    return units["office"]


@pytest.fixture
def partner(units):
    """A community that answers to nobody, in no line."""
    from fengsui.ground.org import actions as org
    from fengsui.ground.org.actions import UnitRow
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import SYSTEM

    org.arrange([UnitRow("community", "partner", "测试社区", name_en="Test community")], since=FOUNDED, by=SYSTEM)
    return Unit.objects.get(code="community")


@pytest.fixture
def appoint(units):
    """`appoint("office", "officer")`: somebody new with that office at that unit."""
    from fengsui.ground.org import actions as org
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import SYSTEM

    def make(code, title, name="司法所民警"):
        unit = Unit.objects.get(code=code)
        person = org.register([name], unit=unit, capacity="officer", by=SYSTEM)[0]
        org.appoint(person, unit, title, by=SYSTEM, since=FOUNDED)
        return person

    return make


@pytest.fixture
def clerk(appoint):
    """The officer of the justice office."""
    return appoint("office", "officer")


@pytest.fixture
def county(appoint):
    """The leader of the county bureau above the office."""
    return appoint("county", "leader", "旗局领导")


def lodging(**more):
    said = {
        "host": "王某", "phone": "13800000001", "building": "兴安社区3号楼", "name": "张某某", "origin": "湖北省武汉市", "since": BEFORE,
        "relation": "relative", "reason": "visit", "stay": "wuhan",
    }  # fmt: skip
    return Lodging(**{**said, **more})


def coming(**more):
    said = {
        "name": "乌兰图雅", "phone": "13900000002", "address": "林西镇1号", "origin": "河北省石家庄市", "arrived_on": BEFORE,
        "transport": "train", "ride": "K1174 5车12座", "companions": (Companion("巴特尔", "13900000003"),),
    }  # fmt: skip
    return Return(**{**said, **more})


@pytest.fixture
def lodger(office, clerk):
    """`lodger()`: a lodger report that the clerk entered."""
    return lambda **more: arrivals.file(office, lodging(**more), by=clerk)


@pytest.fixture
def returnee(office, clerk):
    """`returnee()`: a registration of two persons that the clerk entered."""
    return lambda **more: arrivals.file(office, coming(**more), by=clerk)


@pytest.fixture
def watched(returnee, clerk):
    """`watched()`: a returnee alone, under observation at home since now; the observation."""

    def make(first_day=None, **more):
        filing = returnee(**{"companions": (), **more})
        arrivals.observe(filing, "home", by=clerk, first_day=first_day or date(2020, 2, 2))
        return Observation.objects.get(filing=filing)

    return make


@pytest.fixture
def door(office, clerk):
    return arrivals.open_door(office, "东门", by=clerk)


@pytest.fixture
def step():
    """`step(filing)`: how it stands."""
    from fengsui.frontline.arrivals.models import Step

    return lambda filing: Step.objects.as_known().get(filing=filing)


@pytest.fixture
def owed():
    """`owed("check")`: what is open today of a kind of this room, as (unit code, period)."""
    from fengsui.ground.clock import queries as clock
    from fengsui.ground.obligations.models import Obligation

    def rows(kind):
        tomorrow = clock.midnight(clock.today() + timedelta(days=1))
        found = Obligation.objects.filter(kind=f"arrivals.{kind}", met_at=None, void_at=None, opens_at__lt=tomorrow)
        return [(row.unit.code, row.period) for row in found.select_related("unit").order_by("pk")]

    return rows


@pytest.fixture
def number(units):
    """`number("returnees", "county")`: what a bureau's next report computes, whose window began half an hour ago."""
    from fengsui.ground.indicators import queries as indicators
    from fengsui.ground.org.models import Unit

    def read(code, unit="county", day=NEXT):
        found = indicators.numbers(Unit.objects.get(code=unit).pk, day, day)
        return found[day].computed.get(f"arrivals.{code}") if day in found else None

    return read


@pytest.fixture
def walk(account):
    """`walk(clerk)`: a browser of that person, in English; without one, of anybody."""
    from django.test import Client

    def sign_in(person=None):
        client = Client()
        if person:
            client.force_login(getattr(person, "account", None) or account(person, person.pk.hex))
        client.cookies["django_language"] = "en"
        return client

    return sign_in


@pytest.fixture
def page(walk, clerk):
    """`page("office/")`: what the clerk reads there."""
    client = walk(clerk)

    def read(path, status=200):
        answer = client.get(f"/arrivals/{path}")
        assert answer.status_code == status, path
        return answer.content.decode()

    return read


@pytest.fixture
def post(walk, clerk):
    """`post("office/links/", place="x")`: where the clerk is led, or the page that says what is wrong."""
    client = walk(clerk)

    def send(path, status=302, **said):
        answer = client.post(f"/arrivals/{path}", said)
        assert answer.status_code == status, answer.content.decode()[:2000]
        return answer.headers.get("Location") or answer.content.decode()

    return send
