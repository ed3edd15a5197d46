import hashlib
import json
from threading import Thread

import pytest
from django.db import InternalError, connection, transaction
from django.db.utils import ProgrammingError

from fengsui.cast import DAY, at
from fengsui.command.assessment import actions
from fengsui.command.assessment.bulletin import draft_pdf, signed_pdf
from fengsui.command.assessment.models import Brief, Signature
from fengsui.command.reports import actions as reports
from fengsui.command.reports.actions import Correction
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


@pytest.mark.django_db(transaction=True)
def test_two_commanders_hands_make_one_signature(evening, department, bao):
    done = []

    def try_it():
        try:
            sign(department, bao)
            done.append("signed")
        except Refused as refused:
            done.append(refused.code)
        finally:
            connection.close()

    hands = [Thread(target=try_it) for _ in range(2)]
    [hand.start() for hand in hands]
    [hand.join() for hand in hands]
    assert sorted(done) == ["assessment.signed", "signed"]
