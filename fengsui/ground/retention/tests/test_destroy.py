import pytest
from django.apps import apps
from django.db.models import BinaryField

from fengsui.ground.journal.models import Entry
from fengsui.ground.org.models import Person
from fengsui.ground.org.queries import names
from fengsui.ground.org.retention import PERSONS
from fengsui.ground.org.scope import SYSTEM
from fengsui.ground.retention import actions, queries
from fengsui.ground.retention.models import Destruction
from fengsui.ground.vault.declare import Keep, Purpose
from fengsui.house import Refused

KEPT = {keep.model: keep for keep in queries.keeps()}
CRYPTIC = {"vault.key", "vault.lookup", "journal.leaf", "journal.seal", "indicators.pack"}  # sealed or not personal


@pytest.mark.parametrize("model", [m for m in apps.get_models() if m.__module__.startswith("fengsui.")])
def test_no_personal_column_is_forgotten(model):
    """Every sealed column has a retention rule and a mask."""
    if model._meta.label_lower in CRYPTIC:
        return
    sealed = {f.name for f in model._meta.get_fields() if isinstance(f, BinaryField) and f.name.endswith("_sealed")}
    assert not sealed or sealed <= set(KEPT[model].columns)
    assert not sealed or sealed <= set(KEPT[model].masks)


def test_a_person_is_destroyed_with_a_reason_and_a_record(bao, security):
    row = actions.destroy(PERSONS, [bao.pk], reason="left the service", by=security)
    assert (row.persons, row.table) == (1, "org.Person")
    assert names([bao.pk]) == {bao.pk: ""}
    assert bytes(Person.objects.get(pk=bao.pk).name_sealed) == b""
    assert Entry.objects.get(kind="retention.destroyed").data["persons"] == 1


def test_destroying_takes_a_reason(bao, security):
    with pytest.raises(Refused, match="why"):
        actions.destroy(PERSONS, [bao.pk], reason=" ", by=security)


def test_not_everybody_destroys(bao, officer):
    with pytest.raises(Refused, match="You cannot"):
        actions.destroy(PERSONS, [bao.pk], reason="x", by=officer)


def test_what_the_law_keeps_is_not_destroyed(bao):
    kept = Keep(Person, "x", ("name_sealed",), Purpose.LAW)
    with pytest.raises(Refused, match="kept by law"):
        actions.destroy(kept, [bao.pk], reason="x", by=SYSTEM)


@pytest.mark.django_db(transaction=True)
def test_the_purge_destroys_what_is_due_and_rotates(monkeypatch):
    from fengsui.ground.vault import actions as vault

    pen = vault.new()
    person = Person.objects.create(pk=pen.subject, name_sealed=pen.seal("name", "王某"))
    kept = Keep(Person, "x", ("name_sealed",), Purpose.EPIDEMIC, due=lambda before: {person.pk}, days=14)
    monkeypatch.setattr(actions, "keeps", lambda: (kept,))
    assert actions.run_purge(reason="its time is over", by=SYSTEM) == 1
    assert Destruction.objects.get().reason == "its time is over"
    assert names([person.pk]) == {person.pk: ""}


def test_a_dry_run_counts_and_destroys_nothing(bao):
    outlook = {keep.model: (persons, due) for keep, persons, due in queries.outlook()}
    assert outlook[Person] == (1, 0)


def test_nobody_due_is_nothing_done(units):
    with pytest.raises(Refused, match="Nobody"):
        actions.destroy(PERSONS, [], reason="x", by=SYSTEM)
    assert actions.run_purge(reason="x", by=SYSTEM) == 0


def test_the_page_says_for_how_long_and_what(bao, security, account, client):
    actions.destroy(PERSONS, [bao.pk], reason="x", by=security)
    client.force_login(account(security))
    page = client.get("/retention/", HTTP_ACCEPT_LANGUAGE="en").text
    assert "Persons of the administration</td>" in page
    assert ">180<" in page  # what a measure says, asked when it is shown
