"""Everybody says for themselves where they are reached; the address is sealed, and gone when it is taken away."""

import pytest

from fengsui.ground.clock import queries as clock
from fengsui.ground.messages.actions import remove_way, set_way, try_way
from fengsui.ground.messages.actions.ways import NUMBER
from fengsui.ground.messages.models import Outgoing, Way
from fengsui.ground.messages.queries import outbox, reach
from fengsui.ground.vault import queries as vault
from fengsui.house import Refused


@pytest.mark.parametrize(
    ("channel", "typed", "kept"),
    [
        ("email", " bao@test.cn ", "bao@test.cn"),
        ("sms", "+86 138-0000-0001", "13800000001"),
        ("wecom", "key-123456", "key-123456"),
    ],
)
def test_an_address_is_kept_sealed(bao, channel, typed, kept):
    way = set_way(channel, typed, by=bao)
    assert kept.encode() not in bytes(way.address_sealed)
    assert vault.open_all([(bao.pk, f"messages.{channel}", way.address_sealed)]) == [kept]


@pytest.mark.parametrize(
    ("channel", "address", "code"),
    [
        ("pigeon", "x", "channel"),
        ("email", "no", "address"),
        ("sms", "12345", "address"),
        ("feishu", "a b/c", "address"),
    ],
)
def test_what_is_no_address_is_refused(bao, channel, address, code):
    with pytest.raises(Refused) as refused:
        set_way(channel, address, by=bao)
    assert refused.value.code == f"messages.{code}"


def test_a_level_that_is_none_is_refused(bao):
    with pytest.raises(Refused, match="Choose what is sent"):
        set_way("sms", "13800000001", by=bao, level="some")


def test_a_new_address_replaces_the_old_one(bao):
    set_way("sms", "13800000001", by=bao)
    set_way("sms", "13800000002", by=bao)
    assert Way.objects.count() == 1
    assert (vault.find(NUMBER, "13800000001"), vault.find(NUMBER, "13800000002")) == ([], [bao.pk])


def test_what_is_taken_away_is_gone(bao):
    set_way("sms", "13800000001", by=bao)
    set_way("email", "b@test.cn", by=bao)
    remove_way("sms", by=bao)
    remove_way("email", by=bao)
    assert not Way.objects.exists()
    assert vault.find(NUMBER, "13800000001") == []
    with pytest.raises(Refused, match="no address"):
        remove_way("sms", by=bao)


def test_it_is_shown_masked(bao):
    set_way("sms", "13800000001", by=bao)
    set_way("email", "bao@test.cn", by=bao)
    assert [shown for _way, shown in outbox.own_ways(bao)] == ["b**@test.cn", "*********01"]


def test_a_test_needs_an_address_a_provider_and_a_minute(live, bao):
    with pytest.raises(Refused, match="no address"):
        try_way("sms", by=bao)
    set_way("sms", "13800000001", by=bao)
    with pytest.raises(Refused, match="no provider"):
        try_way("sms", by=bao)


def test_in_a_drill_a_test_needs_no_provider_and_ends_in_the_sink(bao, later):
    set_way("sms", "13800000001", by=bao)
    made = try_way("sms", by=bao)
    with pytest.raises(Refused, match="last minute"):
        try_way("sms", by=bao)
    later(0)
    assert [row.one for row in outbox.told(outbox.sink(bao))] == [made]
    assert "测试" in outbox.told([made])[0].subject


def test_a_test_by_a_given_provider(sms, reached, bao):
    assert try_way("sms", by=bao, provider=sms).provider == sms
    assert Outgoing.objects.get().test


def test_who_belongs_nowhere_can_try_in_a_drill(bao):
    from fengsui.ground.org.models import Appointment, Capacity

    Capacity.objects.all().delete()
    Appointment.objects.all().delete()
    set_way("sms", "13800000001", by=bao)
    assert try_way("sms", by=bao).unit is None
    assert outbox.told(Outgoing.objects.all())[0].body


def test_which_channels_serve(bao, monkeypatch, request):
    assert len(reach.channels(bao.pk)) == 5
    request.getfixturevalue("sms")
    assert reach.channels(bao.pk) == {"sms"}
    assert not clock.is_drill()


def test_who_belongs_nowhere_is_served_by_nobody(sms, zhao):
    from fengsui.ground.org.models import Capacity

    Capacity.objects.filter(person=zhao).delete()
    assert reach.channels(zhao.pk) == set()
