"""The search everywhere over 100,000 persons and 2,000 units: p95 per kind of question, through the whole stack of Django."""

from __future__ import annotations

import random
import time
from statistics import quantiles
from typing import TYPE_CHECKING

from bench import large
from bench.harness import Figure, house, paced, settle_down, yardstick

if TYPE_CHECKING:
    from collections.abc import Iterator

PERSONS, BATCH = 100_000, 20_000
REQUESTS = 5  # of each question and run
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛超明霞平刚桂兰图雅乌云其木格巴特尔苏和呼日勒毕力阿拉坦仓晓红建华志文国"
UNIT_QUESTIONS = ("league-3", "prison-17", "county", "p-1", "1500")
PERSON_QUESTIONS = ("王秀英", "乌云", "wangxiuying", "wang", "zhangw", "wxy", "zw", "139000", "0042", "wuyun")


def figures() -> Iterator[Figure]:
    with house():
        from django.conf import settings
        from django.core.management import call_command

        settings.ALLOWED_HOSTS.append("testserver")
        call_command("collectstatic", interactive=False, verbosity=0)
        large.fill(1)
        spent = _people()
        yield Figure.of("register_rows_s", "rows/s", [BATCH / one for one in spent], limit=5000)
        commander, officer = _clients()
        settle_down()
        yield Figure.of("search_p95_ms", "ms", paced(lambda: _p95(commander, UNIT_QUESTIONS)), limit=100)
        persons = paced(lambda: _p95(commander, PERSON_QUESTIONS))
        yield Figure.of("search_persons_p95_ms", "ms", persons, limit=100)
        narrow = paced(lambda: _p95(officer, PERSON_QUESTIONS))
        yield Figure.of("search_narrow_p95_ms", "ms", narrow, limit=100)


def _people() -> list[float]:
    """A hundred thousand synthetic persons over all units; the seconds of each batch."""
    from fengsui.ground.org import actions as org
    from fengsui.ground.org.actions import PersonRow
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import SYSTEM

    chance, units, spent = random.Random(20200203), list(Unit.objects.all()), []
    for start in range(0, PERSONS, BATCH):
        rows = [
            PersonRow(
                chance.choice(SURNAMES) + "".join(chance.choices(GIVEN, k=chance.choice((1, 2, 2, 2, 3)))),
                chance.choice(units), phone=f"139{n:08}", number=f"15{n:08}", synthetic=True,
            )
            for n in range(start, start + BATCH)
        ]  # fmt: skip
        yardstick()
        begun = time.perf_counter()
        org.register_many(rows, by=SYSTEM)
        spent.append(time.perf_counter() - begun)
    return spent


def _clients() -> tuple[object, object]:
    """Sign in the commander of the whole and the leader of one prison."""
    from django.test import Client

    from fengsui.ground.org import actions as org
    from fengsui.ground.org.models import Account, Unit
    from fengsui.ground.org.scope import SYSTEM

    clients = []
    for name, code, office in (("bao", "top", "commander"), ("leader", "prison-0", "leader")):
        unit = Unit.objects.get(code=code)
        person = org.register([name], unit=unit, capacity="officer", by=SYSTEM)[0]
        org.appoint(person, unit, office, by=SYSTEM, since=large.FOUNDED)
        client = Client()
        client.force_login(Account.objects.create_user(name, "fengsui2020", person=person))
        clients.append(client)
    return clients[0], clients[1]


def _p95(client: object, questions: tuple[str, ...]) -> float:
    """The slowest kind of question decides: the largest of their p95."""
    worst = 0.0
    for text in questions:
        spent = []
        for _ in range(REQUESTS + 1):
            begun = time.perf_counter()
            answer = client.get("/search/", {"q": text}, headers={"X-Part": "results"})
            spent.append((time.perf_counter() - begun) * 1000)
            assert answer.status_code == 200
        worst = max(worst, quantiles(spent[1:], n=20, method="inclusive")[-1])
    return worst
