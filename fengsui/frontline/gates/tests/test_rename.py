"""A gate is renamed, and with it its station; its phones hear of it."""

import pytest

from fengsui.frontline.gates.actions import gates as actions
from fengsui.frontline.gates.actions.gates import Looks
from fengsui.frontline.gates.models import Device, Gate
from fengsui.frontline.gates.queries import state
from fengsui.frontline.gates.queries.calling import called
from fengsui.ground.journal.models import Entry
from fengsui.house import Refused


def entries(kind):
    return [entry.data for entry in Entry.objects.filter(kind=kind).order_by("pk")]


def test_its_station_too_and_back(gate, runner, units):
    post = gate.station
    for name in (" 南门 ", "南门", "林西小区东门"):
        actions.rename(gate, name, by=runner)
    there = {"before": "林西小区东门", "gate": "南门"}
    assert entries("gates.renamed") == [there, {"before": "南门", "gate": "林西小区东门"}]
    assert [one["station"] for one in entries("org.station_renamed")] == ["南门", "林西小区东门"]
    post.refresh_from_db()
    assert (post.name, units["county"].stations.count()) == ("林西小区东门", 1)


@pytest.mark.parametrize("name", ["", "  ", "长" * 81, "北门"])
def test_refused(gate, runner, units, name):
    units["county"].stations.create(name="北门")
    with pytest.raises(Refused) as refused:
        actions.rename(gate, name, by=runner)
    assert refused.value.field == "name"


def test_only_who_runs_the_gates_of_the_unit(gate, bureau, officer):
    for person in (bureau, officer):
        with pytest.raises(Refused, match=r".") as refused:
            actions.rename(gate, "南门", by=person)
        assert refused.value.code == "org.no_right"


def test_changed_with_its_name_or_not_at_all(gate, runner, units):
    units["county"].stations.create(name="北门")
    with pytest.raises(Refused):
        actions.change(gate, Looks("office", "大院"), name="北门", by=runner)
    assert Gate.objects.get().place == ""
    actions.change(gate, Looks("office", "大院"), name="南门", by=runner)
    assert (str(Gate.objects.get()), Gate.objects.get().place) == ("南门", "大院")


def test_a_phone_fetches_the_new_name(gate, runner, keeper_device):
    secret = keeper_device.secret
    before = called(keeper_device.pk, secret).mark()
    assert state.mark(Device.objects.get()) == before
    actions.rename(gate, "南门", by=runner)
    call = called(keeper_device.pk, secret)
    assert call.mark() != before
    assert state.state(call.device)["gate"]["name"] == "南门"


def test_on_the_form_of_change(browse, gate, runner, units):
    units["county"].stations.create(name="北门")
    desk, path = browse(runner), f"/gates/{gate.pk}/change/"
    assert 'value="林西小区东门"' in desk(path).content.decode()
    assert desk(path, {"name": "北门", "kind": "community"}).status_code == 422
    assert desk(path, {"name": "", "kind": "community"}).status_code == 422
    assert "南门" in desk(path, {"name": "南门", "kind": "community"}).content.decode()
    assert str(Gate.objects.get()) == "南门"
