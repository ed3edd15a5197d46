import hashlib
import json
from datetime import timedelta

import pytest
from django.db import InternalError, connection, transaction
from django.db.utils import ProgrammingError

from fengsui.cast import DAY, at, at_once
from fengsui.command.assessment import actions
from fengsui.command.assessment.bulletin import draft_pdf, signed_pdf
from fengsui.command.assessment.models import Brief, Finding, Signature
from fengsui.command.assessment.queries import supplements
from fengsui.command.reports import actions as reports
from fengsui.command.reports.actions import Correction
from fengsui.ground.checks.declare import Severity
from fengsui.ground.journal.models import Entry
from fengsui.ground.obligations.actions import replan
from fengsui.ground.obligations.models import Obligation
from fengsui.house import Refused

LINE = "territory"


@pytest.fixture
def department(units):
    return units["department"]


@pytest.fixture
def evening(signed, drill):
    """The cut-off has passed; one report is signed, two are missing."""
    drill(at("18:50"))


def sign(department, bao, revision=0):
    return actions.sign(department, LINE, DAY, revision=revision, by=bao)


def test_before_the_cutoff_nothing_is_signed(signed, department, bao):
    with pytest.raises(Refused, match="interim"):
        sign(department, bao)
    assert not Brief.objects.exists()


def test_after_it_the_commander_of_the_day_signs(evening, department, bao):
    signature = sign(department, bao)
    assert signature.document.number_label == "〔2020〕第1期"
    entry = Entry.objects.get(kind="assessment.signed")
    assert entry.data["hash"] == signature.hash
    assert (entry.data["signed"], entry.data["owing"]) == (1, 3)


def test_the_hash_is_of_what_was_signed(evening, department, bao):
    signature = sign(department, bao)
    spelled = json.dumps(signature.content, sort_keys=True, ensure_ascii=False)
    assert hashlib.sha256(spelled.encode()).hexdigest() == signature.hash


def test_only_the_commander_of_the_day_signs(evening, department, li, superior, officer, zhao):
    for person in (li, superior, officer, zhao):
        with pytest.raises(Refused, match="You cannot"):
            sign(department, person)


def test_a_brief_is_signed_once(evening, department, bao):
    sign(department, bao)
    with pytest.raises(Refused, match="frozen"):
        sign(department, bao)
    with pytest.raises(Refused, match="frozen"):
        actions.write(department, LINE, DAY, "later", revision=0, by=bao)


def test_the_database_keeps_a_signature_as_it_is(evening, department, bao):
    sign(department, bao)
    with pytest.raises((InternalError, ProgrammingError)), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("update assessment_signature set hash = 'x'")


def test_a_correction_after_the_signature_changes_nothing_signed(evening, department, bao, prison, officer):
    before = sign(department, bao).content
    wrong = {"toy.held": Correction(400, "miscounted")}
    reports.sign(prison, DAY, wrong, revision=1, by=officer, reason="miscounted")
    assert Signature.objects.get().content == before


def test_the_brief_says_what_is_missing_in_both_languages(evening, department, bao):
    content = sign(department, bao).content
    assert "测试第二监狱" in json.dumps(content["zh-hans"], ensure_ascii=False)
    assert "Test prison-2" in json.dumps(content["en"])


def test_signing_meets_what_the_commander_owes(evening, department, bao):
    replan()
    sign(department, bao)
    assert Obligation.objects.get(kind="assessment.brief", period="2020-02-03").met_by == bao


def test_the_pdf_is_frozen_and_the_draft_says_that_it_is_one(evening, department, bao):
    assert draft_pdf(department, LINE, DAY, "zh-hans").startswith(b"%PDF")
    signature = sign(department, bao)
    assert signed_pdf(signature, "zh-hans") == signature.document.pdf
    assert signed_pdf(signature, "en").startswith(b"%PDF")


def add(department, bao, text="the second prison rang at 20:10"):
    return actions.supplement(department, LINE, DAY, text, by=bao)


def test_what_comes_after_the_signature_is_added_and_signed_by_itself(evening, department, bao, prison, officer):
    signature = sign(department, bao)
    reports.sign(prison, DAY, {"toy.held": Correction(400, "miscounted")}, revision=1, by=officer, reason="miscounted")
    added = add(department, bao)
    assert added.document.number_label == "〔2020〕第2期"
    said = json.dumps(added.content["en"])
    assert "the second prison rang" in said
    assert "declared 400" in said
    assert signed_pdf(added, "zh-hans") == added.document.pdf
    assert supplements(signature.brief) == [added]
    assert supplements(signature.brief, at("18:40")) == supplements(None) == []


def test_only_a_signed_brief_is_added_to_with_words_by_who_signs(evening, department, bao, li):
    with pytest.raises(Refused, match="not signed yet"):
        add(department, bao)
    sign(department, bao)
    with pytest.raises(Refused, match="Write what"):
        add(department, bao, " ")
    with pytest.raises(Refused, match="You cannot"):
        add(department, li)


def test_the_brief_says_what_became_of_yesterdays_findings(signed, department, bao, li, drill):
    yesterday = DAY - timedelta(days=1)
    for text in ("one", "two"):
        actions.add(department, yesterday, text, severity=Severity.WARNING, by=li)
    first, second = Finding.objects.order_by("pk")
    actions.close(first, "done", by=li)
    actions.accept(second, "known", until=DAY, by=bao)
    drill(at("18:50"))
    part = next(one for one in sign(department, bao).content["en"] if one["heading"] == "Yesterday's findings")
    assert part["blocks"][0]["text"] == "Found yesterday: 2; still open: 0."
    assert [item.split(" (")[-1] for item in part["blocks"][1]["items"]] == [
        "closed by hand since 2.3 18:30)",
        "risk accepted until 2.3)",
    ]


@pytest.mark.django_db(transaction=True)
def test_two_commanders_hands_make_one_signature(evening, department, bao):
    given = at_once(*[lambda: sign(department, bao)] * 2)
    done = [one.code if isinstance(one, Refused) else "signed" for one in given]
    assert sorted(done) == ["assessment.signed", "signed"]
