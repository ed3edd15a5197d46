"""The search in the text of 100,000 documents (FENGSUI_BENCH_DOCUMENTS: another number): p95, the slowest kind of question."""

from __future__ import annotations

import os
import random
import time
from statistics import quantiles
from typing import TYPE_CHECKING, Any

from bench import large
from bench.harness import Figure, house, paced, settle_down

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MANY, BATCH = int(os.environ.get("FENGSUI_BENCH_DOCUMENTS", "100000")), 2000
REQUESTS = 5
FEW = 7  # what the dialog of the search asks for
# Synthetic: sentences of a thousand characters a document, of words of the trade in any order.
WORDS = ["疫情防控", "监狱", "戒毒所", "社区矫正", "值班", "带班", "零报告", "早碰头", "晚报告", "封闭管理", "隔离", "消毒", "口罩", "测温", "返乡", "登记", "司法所", "法律援助", "公证", "人民调解", "物资", "捐赠", "志愿", "信息", "报送", "责任", "落实", "检查", "整改", "通知", "方案", "领导小组", "办公室", "各盟市", "旗县", "民警", "职工", "家属", "会见", "视频", "出入", "车辆", "排查", "名单"]  # fmt: skip
RARE = "额济纳旗达来呼布镇"  # in one of a thousand
QUESTIONS = ("疫情", "疫情防控", "封闭管理 口罩", RARE, "达来呼布", "内司发2020 17", "没有这样的话", "民警职工家属会见")


def figures() -> Iterator[Figure]:
    with house():
        from django.conf import settings
        from django.core.management import call_command

        settings.ALLOWED_HOSTS.append("testserver")
        call_command("collectstatic", interactive=False, verbosity=0)  # the list is a whole page
        large.fill(1)
        _fill()
        top, narrow = _clients()
        settle_down()
        from fengsui.ground.documents.search import DOCUMENTS

        for client, who in ((top, ""), (narrow, "_narrow")):
            found = paced(lambda client=client: _p95(lambda text: DOCUMENTS.find(_person(client), text, FEW)))  # type: ignore[misc]
            yield Figure.of(f"document_search{who}_p95_ms", "ms", found, limit=100)
            listed = paced(lambda client=client: _p95(lambda text: _get(client, "/documents/", text)))  # type: ignore[misc]
            yield Figure.of(f"document_list_search{who}_p95_ms", "ms", listed, limit=100)
        every = paced(lambda: _p95(lambda text: _get(top, "/search/", text)))
        yield Figure.of("house_search_p95_ms", "ms", every, limit=100)


def _fill() -> None:
    """Synthetic documents, written past the actions: what is measured is finding them."""
    from django.db import connection

    from fengsui.ground.clock import queries as clock
    from fengsui.ground.documents import words
    from fengsui.ground.documents.models import Document, Series, Stage, Step, Words
    from fengsui.ground.org.models import Unit

    chance, units, now = random.Random(20200203), list(Unit.objects.exclude(code="top")[:200]), clock.now()
    series = [
        Series.objects.create(unit=unit, code="bench", title="发文", letters="内司发", official=True) for unit in units
    ]
    with connection.cursor() as cursor:  # an index made in the end is made in a tenth of the time
        cursor.execute("select indexdef from pg_indexes where indexname = 'documents_by_pair'")
        indexed = cursor.fetchone()[0]
        cursor.execute("drop index documents_by_pair")
    for start in range(0, MANY, BATCH):
        made = [_document(n, series, chance) for n in range(start, min(start + BATCH, MANY))]
        Document.objects.bulk_create(made)
        Step.objects.bulk_create(Step(document=one, stage=Stage.DRAFTED, at=now) for one in made)
        Words.objects.bulk_create(_words(one, words) for one in made)
    with connection.cursor() as cursor:
        cursor.execute(indexed)
        cursor.execute("analyze documents_document, documents_words, documents_step")


def _document(n: int, series: list[Any], chance: random.Random) -> Any:
    from fengsui.ground.documents.models import Document

    text = "\n".join("".join(chance.choices(WORDS, k=16)) + "。" for _ in range(20)) + (RARE if n % 1000 == 0 else "")
    title = f"关于做好{''.join(chance.choices(WORDS, k=4))}工作的通知"
    own, content = (
        series[n % len(series)],
        {"title": title, "to": [], "copies": [], "annexes": [], "text": text},
    )
    return Document(
        unit_id=own.unit_id, kind="notice", series=own, title=title, source={"content": content}, mark="0" * 64,
        year=2020, number=n // len(series) + 1,
    )  # fmt: skip


def _words(document: Any, words: Any) -> Any:
    text = words.text_of(document)
    plain = words.plain(text)
    return words.Words(document=document, text=text, plain=plain, pairs=words.pairs(plain))


def _clients() -> tuple[Any, Any]:
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


def _person(client: Any) -> Any:
    """Who is signed in, as a request knows them: what they hold is asked anew."""
    from fengsui.ground.org.models import Account

    return Account.objects.select_related("person").get(pk=client.session["_auth_user_id"]).person


def _get(client: Any, address: str, text: str) -> None:
    assert client.get(address, {"q": text}, headers={"X-Part": "results"}).status_code == 200


def _p95(find: Callable[[str], Any]) -> float:
    """The slowest kind of question decides: the largest of their p95."""
    worst = 0.0
    for text in QUESTIONS:
        spent = []
        for _ in range(REQUESTS + 1):
            begun = time.perf_counter()
            find(text)
            spent.append((time.perf_counter() - begun) * 1000)
        worst = max(worst, quantiles(spent[1:], n=20, method="inclusive")[-1])
    return worst
