"""The doors: what was typed stays after a refusal, what is secret is never shown, both languages."""

import pytest
from django.urls import reverse

from fengsui.ground.messages.actions import rounds, set_way, templates, try_way
from fengsui.ground.messages.actions.replying import Said, take
from fengsui.ground.messages.models import Mark, Message, Outgoing, Provider, Reply, Round, Template, Way
from fengsui.ground.messages.tests.conftest import fever, note
from fengsui.ground.org.scope import SYSTEM

PROVIDER = {"channel": "email", "kind": "smtp", "server": "mail.test", "secure": "tls", "sender": "a@test.cn", "price": "0",
            "secret": "very-secret", "login": "x"}  # fmt: skip


@pytest.fixture
def sit(client, account):
    """Sit somebody down before a browser."""

    def down(person, language="en"):
        client.force_login(account(person, f"user-{person.pk}"))
        client.cookies["django_language"] = language
        return client

    return down


def get(client, name, *args, query=""):
    answer = client.get(reverse(name, args=args) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def post(client, name, *args, **data):
    return client.post(reverse(name, args=args), data)


def test_the_inbox_is_filtered_and_turned(sit, bao):
    note([bao])
    client = sit(bao)
    assert "is overdue" in get(client, "inbox", query="?state=unread")
    post(client, "inbox_turn", Message.objects.get().pk, to="read", next="/messages/?state=unread")
    assert "You have read everything." in get(client, "inbox", query="?state=unread")
    assert "is overdue" in get(client, "inbox")


@pytest.mark.parametrize("to", ["２０２０", "inbox:", "//evil.example/", "https://evil.example/"])
def test_what_is_no_page_of_ours_leads_to_the_inbox(sit, bao, to):
    note([bao])
    assert (
        post(sit(bao), "inbox_turn", Message.objects.get().pk, to="read", next=to).headers["Location"] == "/messages/"
    )


def test_ways_are_entered_tried_and_taken_away(sit, bao, later):
    client = sit(bao)
    assert post(client, "messages:ways", channel="sms", address="12", level="all").status_code == 422
    assert post(client, "messages:ways", channel="sms", address="13800000001", level="all").status_code == 302
    page = get(client, "messages:ways")
    assert "13800000001" not in page
    assert "*********01" in page
    post(client, "messages:way_try", "sms")
    later(0)
    assert "烽燧：测试" in get(client, "messages:sink")
    post(client, "messages:way_remove", "sms")
    assert "no address" in client.post(reverse("messages:way_remove", args=["sms"]), follow=True).content.decode()
    assert not Way.objects.exists()


def test_what_is_wrong_with_an_address_is_said_once(sit, bao):
    answer = sit(bao).post(reverse("messages:ways"), {"channel": "email", "address": "no address", "level": "all"})
    assert answer.content.decode().count("What you entered is still here.") == 1


def test_a_live_one_says_what_has_no_provider(sit, live, bao):
    client = sit(bao)
    assert "no provider" in get(client, "messages:ways")
    assert "This is not a drill." in get(client, "messages:sink")


def test_a_provider_is_set_up_changed_and_ended(sit, admin):
    client = sit(admin)
    assert "No provider yet." in get(client, "messages:providers")
    assert post(client, "messages:provider_new", **PROVIDER | {"sender": ""}).status_code == 422
    post(client, "messages:provider_new", **PROVIDER)
    pk = Provider.objects.get().pk
    page = get(client, "messages:provider", pk)
    assert "very-secret" not in page
    assert "/receipts/" in page
    assert post(client, "messages:provider", pk, **PROVIDER | {"server": "://"}).status_code == 422
    post(client, "messages:provider", pk, **PROVIDER | {"server": "other.test", "secret": ""})
    for deed in ("pause", "resume", "turn", "test", "stop", "stop"):
        post(client, "messages:provider_do", pk, do=deed)
    assert post(client, "messages:provider_do", pk, do="nonsense").status_code == 404
    assert "This provider is ended." in get(client, "messages:provider", pk)


@pytest.mark.parametrize(("values", "word"), [({"failures": 1}, "had failures"), ({"failures": 3, "open_until": "2020-02-03T19:00+08:00"}, "does not answer")])  # fmt: skip
def test_how_a_provider_does(sit, sms, admin, values, word):
    Provider.objects.update(**values)
    assert word in get(sit(admin), "messages:providers")


def test_what_did_not_arrive_is_sent_again_from_the_list(sit, sms, reached, later, bao):
    from fengsui.ground.clock import queries as clock

    client = sit(bao)
    assert "Nothing went out yet." in get(client, "messages:outbox")
    fever([bao])
    later(0)
    assert "0.045" in get(client, "messages:costs")
    Outgoing.objects.update(dead_at=clock.now(), sent_at=None)
    assert "Send again" in get(client, "messages:outbox", query="?state=dead")
    post(client, "messages:outbox_act", texts=[str(Outgoing.objects.get().pk), "rubbish"], do="resend")
    assert "No text fits" in get(client, "messages:outbox", query="?state=dead")
    answer = client.post(reverse("messages:outbox_act"), {"do": "handle"}, follow=True)
    assert "somebody else was faster" in answer.content.decode()
    Outgoing.objects.update(dead_at=clock.now(), sent_at=None)
    post(client, "messages:outbox_act", texts=[str(Outgoing.objects.get().pk)], do="handle")
    assert "handled by hand" in get(client, "messages:outbox")


def test_templates_are_written_and_retired(sit, li):
    client = sit(li)
    assert "No template yet." in get(client, "messages:templates")
    assert post(client, "messages:template_new", title="集合", zh="到{地点}").status_code == 422
    post(client, "messages:template_new", title="集合", zh="到{地点}", fields="地点")
    pk = Template.objects.get().pk
    post(client, "messages:template", pk, title="集合", zh="去{地点}", fields="地点", seen="1")
    assert "newer version" in post(client, "messages:template", pk, title="集合", zh="x", seen="1").content.decode()
    assert "Version 2" in get(client, "messages:templates")
    for deed in ("retire", "retire", "restore"):
        post(client, "messages:template_do", pk, do=deed)
    assert "in use" in get(client, "messages:template", pk)


def test_a_template_is_filled_in_and_told(sit, units, li):
    templates.write(
        units["department"], "集合", "{日期}{时间}到{地点}，{单位}", en="Be at {地点}, {日期}", fields="地点", by=li
    )
    client, pk = sit(li), Template.objects.get().pk
    assert "2月3日18:30到{地点}，测试司法厅" in get(client, "messages:round_new", query=f"?template={pk}")
    assert "Be at A, 3 February" in get(client, "messages:round_new", query=f"?template={pk}&en=1&v-地点=A")
    assert (
        "地点"
        in post(client, "messages:round_new", title="x", text="到{地点}", names="甲", template=pk).content.decode()
    )
    assert post(client, "messages:round_new", title="", text="x").status_code == 422


def test_a_round_is_written_marked_undone_and_closed(sit, units, li):
    client = sit(li)
    post(client, "messages:round_new", title="报到", text="请社矫对象联系。", names="王小明\n乌兰", staff=[str(li.pk)])
    pk = Round.objects.get().pk
    page = get(client, "messages:round", pk)
    assert "王小明" in page
    assert "社矫" in page
    assert "王小明" in get(client, "messages:missing")
    first = str(Round.objects.get().reaches.first().pk)
    assert post(client, "messages:mark", pk, reaches=[first], outcome="not").status_code == 422
    assert post(client, "messages:mark", pk, reaches=[first], outcome="nonsense").status_code == 422
    assert post(client, "messages:mark", pk, reaches=[first], outcome="sent").status_code == 302
    for _twice in range(2):
        post(client, "messages:mark_undo", pk, Mark.objects.get().pk)
    for deed in ("close", "close", "reopen"):
        post(client, "messages:round_do", pk, do=deed)
    assert "some are missing" in get(client, "messages:rounds")


def test_a_reply_is_read_assigned_and_dealt_with(sit, sms, li, officer):
    take(sms, [Said("r", "13911111111", "收到，谢谢")], by=SYSTEM)
    client, pk = sit(li), Reply.objects.get().pk
    for state in ("", "unknown", "all"):
        assert "收到，谢谢" in get(client, "messages:replies", query=f"?state={state}")
    assert "民**" in get(client, "messages:reply", pk, query="?unit=prison")
    assert "李某" in get(client, "messages:reply", pk)
    for deed in ("settle", "settle", "reopen"):
        post(client, "messages:reply_do", pk, do=deed)
    assert post(client, "messages:reply", pk, unit="prison").status_code == 422
    assert post(client, "messages:reply", pk, unit="prison", person=str(officer.pk)).status_code == 302
    assert "No reply waits." in get(client, "messages:replies")


def test_a_reply_cannot_be_assigned_twice(sit, sms, li, bao):
    from fengsui.ground.messages.actions import replying

    take(sms, [Said("r", "13911111111", "x")], by=SYSTEM)
    replying.settle(Reply.objects.get(), by=bao)
    address = reverse("messages:reply", args=[Reply.objects.get().pk])
    assert "already" in sit(li).post(address, {"person": str(li.pk)}, follow=True).content.decode()


@pytest.mark.parametrize("key", ["inbox", "outbox", "costs", "rounds", "missing", "replies"])
def test_every_list_is_taken_out(sms, reached, later, units, li, bao, key):
    from fengsui.ground.messages import exports
    from fengsui.ground.runs import actions as runs
    from fengsui.ground.runs.actions import perform

    rounds.begin(units["department"], rounds.Wanted("报到", "x", names=["王小明"]), by=li)
    take(sms, [Said("r", "13800000001", "x")], by=SYSTEM)
    note([bao])
    fever([bao])
    later(0)
    table = getattr(exports, key.upper())
    run = runs.export(table, {}, "xlsx", by=bao, now=True)
    perform(run.pk)
    run.refresh_from_db()
    assert (run.state, run.outcome["rows"] > 0) == ("done", True), (run.refusal, run.broken)
    rows = list(table.rows(bao, {}))
    assert rows
    assert all(len(row) == len(table.columns) for row in rows)
    assert "王小明" not in str(rows)
    assert table.total is None or table.total(bao, {}) == len(rows)


def test_a_round_is_taken_out_by_who_sees_it(units, li, zhao):
    from fengsui.ground.messages.exports import ROUND
    from fengsui.house import Refused

    made = rounds.begin(units["department"], rounds.Wanted("报到", "x", names=["王小明"]), by=li)
    rounds.mark(made, [made.reaches.get().pk], "not", reason="关机", by=li)
    assert next(iter(ROUND.rows(li, {"pk": str(made.pk)})))[:2] == ["王**", "报到"]
    assert ROUND.total(li, {"pk": str(made.pk)}) == 1
    for who, pk in ((zhao, str(made.pk)), (li, "rubbish")):
        with pytest.raises(Refused):
            list(ROUND.rows(who, {"pk": pk}))


def test_sentences_leave_the_house_only_by_measure(units, bao, later):
    from fengsui.ground.measures import actions as measures
    from fengsui.ground.messages.measures import SENTENCES
    from fengsui.ground.messages.queries.saying import sayings

    for channel, address in (("email", "b@test.cn"), ("sms", "13800000001")):
        set_way(channel, address, by=bao)
    fever([bao])
    later(0)
    rows = list(Outgoing.objects.select_related("unit").order_by("channel"))
    assert not any("38.5" in said.body for said in sayings(rows).values())
    measures.put(SENTENCES, True, basis="test", by=SYSTEM)
    said = sayings(rows)
    assert ["38.5" in said[row.pk].body for row in rows] == [True, False]


def test_facts_are_sentences(bao, units, li):
    from fengsui.ground.journal.models import Entry
    from fengsui.site.history import lines

    set_way("sms", "13800000001", by=bao)
    try_way("sms", by=bao)
    made = rounds.begin(units["department"], rounds.Wanted("报到", "x", names=["甲"]), by=li)
    rounds.mark(made, [made.reaches.get().pk], "sent", by=li)
    told = [line.sentence for line in lines(Entry.objects.filter(kind__startswith="messages.").order_by("pk"))]
    assert len(told) == 4
    assert not any("{" in one or "13800000001" in one for one in told)
