import pytest
from django.utils import translation

from fengsui.ground.messages import queries
from fengsui.ground.messages.actions import read, send, set_read


def note(to, key="k", **more):
    return send("obligations.overdue", to, key=key, unit=None, what="x", period="2020-02-03", **more)


def test_a_note_arrives_once(bao, li):
    assert note([bao, li, bao]) == 2
    assert note([bao]) == 0
    assert queries.unread(bao) == 1


def test_its_sentence_is_made_when_it_is_read(bao):
    note([bao])
    with translation.override("zh-hans"):
        assert "2020年2月3日" in queries.text(queries.inbox(bao).get())


def test_an_hour_is_said_as_people_say_it(bao):
    send("obligations.overdue", [bao], key="k", unit=None, what="x", period="02-04 12:00")
    with translation.override("zh-hans"):
        assert "2月4日 12:00" in queries.text(queries.inbox(bao).get())


def test_a_kind_that_was_taken_out_still_shows(bao):
    note([bao])
    message = queries.inbox(bao).get()
    message.kind = "gone.kind"
    assert queries.text(message) == "gone.kind"


def test_reading_is_for_ones_own(bao, li):
    note([bao, li])
    read(bao, queries.inbox(bao).get().pk)
    assert (queries.unread(bao), queries.unread(li)) == (0, 1)


def test_an_undeclared_kind_is_not_sent(bao):
    with pytest.raises(LookupError):
        send("gossip", [bao], key="k", unit=None)


def test_one_is_turned_and_turned_back(bao, li):
    note([bao, li])
    mine = queries.inbox(bao).get().pk
    assert set_read(bao, mine, to=True)
    assert not set_read(li, mine, to=True)
    assert (queries.unread(bao), queries.wanted(bao, {"state": "unread"}).count(), queries.wanted(bao, {}).count()) == (
        0,
        0,
        1,
    )
    set_read(bao, mine, to=False)
    assert queries.unread(bao) == 1


def test_posting_stays_cheap(bao, li, django_assert_num_queries):
    with django_assert_num_queries(3):
        note([bao, li])
