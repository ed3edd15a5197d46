"""A paper is registered: by whom, with which number, what is refused, and what follows at once."""

from datetime import date
from uuid import uuid4

import pytest
from django.db.utils import DatabaseError

from fengsui.cast import at
from fengsui.command.incoming import queries
from fengsui.command.incoming.models import Counter, Paper, Step
from fengsui.command.incoming.tests.conftest import PDF, TITLE, owed
from fengsui.ground.journal.models import Entry
from fengsui.house import Refused


def test_its_number_is_the_units_and_the_years(register, officer, drill):
    assert [register().number_label, register().number_label] == ["收〔2020〕1号", "收〔2020〕2号"]
    assert register("prison", by=officer).number == 1
    drill(at("09:00", date(2021, 1, 4)))
    assert (
        register(by=officer, unit="prison", received_at=at("08:00", date(2021, 1, 4))).number_label == "收〔2021〕1号"
    )


def test_the_office_owes_a_proposal(register, units):
    paper = register()
    row = owed("incoming.propose").get()
    assert (row.subject, row.unit, row.due_at) == (paper.about, units["department"], at("22:30"))
    assert Entry.objects.get(kind="incoming.registered").data == {"number": "收〔2020〕1号"}


def test_an_earlier_hour_of_the_paper_comes_first(register):
    register(due_at=at("20:00"))
    assert owed("incoming.propose").get().due_at == at("20:00")
    assert owed("incoming.conclude").get().due_at == at("20:00")


def test_an_hour_that_was_over_when_it_was_registered_is_owed_late(register):
    register(due_at=at("18:00"))
    assert owed("incoming.propose").get().due_at == at("22:30")
    assert owed("incoming.conclude").get().due_at == at("18:00")


@pytest.mark.parametrize(("typed", "field"), [
    ({"sender": " "}, "sender"), ({"title": ""}, "title"), ({"title": "x" * 201}, "title"), ({"number": "1" * 61}, "number"),
    ({"kind": "x"}, "kind"), ({"urgency": "x"}, "kind"), ({"received_at": at("18:31")}, "received_at"),
    ({"dated": date(2020, 2, 4)}, "dated"), ({"due_at": at("17:00")}, "due_at"), ({"title": "机密★1年 x"}, "title"),
])  # fmt: skip
def test_what_cannot_stand_in_a_register(register, typed, field):
    with pytest.raises(Refused) as refused:
        register(**typed)
    assert (refused.value.field, Paper.objects.count()) == (field, 0)


def test_only_where_one_works(register, zhao, uyunna, officer):
    for person in (zhao, uyunna, officer):
        with pytest.raises(Refused, match="You cannot"):
            register(by=person)


def test_sent_twice_it_is_registered_once(register):
    key = uuid4()
    assert register(key=key) == register(key=key)
    assert Counter.objects.get().last == 1


def test_with_its_files_or_not_at_all(register):
    assert register(files=[("a.pdf", PDF)]).scans.get().kind == "pdf"
    with pytest.raises(Refused, match="program"):
        register(files=[("b.pdf", PDF + b" "), ("c.pdf", b"MZ program")])
    assert (Counter.objects.get().last, register().number) == (1, 2)


def test_the_same_paper_is_said_and_not_refused(register, units, li):
    first = register(number="司发通[2020]5号")
    second = register(number="司发通〔2020〕5号", title="x")
    assert queries.twins(units["department"], "测试部", second.sender_number, "x", second.pk) == [first]
    assert queries.twins(units["prison"], "测试部", second.sender_number, "x") == []
    assert queries.twins(units["department"], "", "1", "x") == []


def test_without_a_number_the_title_tells(register, units):
    first = register()
    assert queries.twins(units["department"], "测试部", "", TITLE) == [first]
    assert queries.twins(units["department"], "测试部", "", "") == []


def test_it_is_never_changed(register):
    paper = register()
    with pytest.raises(DatabaseError):
        Paper.objects.filter(pk=paper.pk).update(title="another")


def test_a_step_is_never_changed(register):
    register()
    with pytest.raises(DatabaseError):
        Step.objects.update(note="another")


def test_who_sees_it(register, bao, li, officer, superior, zhao):
    paper = register()
    seen = [bool(Paper.objects.visible_to(person).filter(pk=paper.pk)) for person in (bao, li, officer, superior, zhao)]
    assert seen == [True, True, False, False, False]


def test_what_was_made_up_says_so(units, li, bao, browse):
    from fengsui.command.incoming import actions

    entry = actions.Entry("测试部", "x", at("17:00"))
    paper = actions.register(units["department"], entry, by=li, synthetic=True)
    actions.instruct(paper, "x", by=bao)
    assert actions.pass_on(paper, acknowledge_by=at("20:00"), by=li).synthetic
    for path in ("", f"{paper.pk}/", f"{paper.pk}/slip/"):
        assert "synthetic" in browse(li)(f"/incoming/{path}").text


def test_the_system_registers_too(register):
    from fengsui.ground.org.scope import SYSTEM

    assert queries.now(register(by=SYSTEM)).by is None
