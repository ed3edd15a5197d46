from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.command.assessment.actions.looking import refresh
from fengsui.command.assessment.bulletin import issue, issue_supplement
from fengsui.command.assessment.content import fingerprint, freeze, freeze_supplement
from fengsui.command.assessment.models import Brief, Signature, Supplement
from fengsui.command.assessment.queries import picture
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.obligations import actions as obligations
from fengsui.ground.org import scope
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import date

    from fengsui.ground.org.models import Person, Unit


@action
def write(unit: Unit, line: str, day: date, opinion: str, *, revision: int, by: Person) -> Brief:
    """Write the opinion of an unsigned brief. Refused as `assessment.conflict` if somebody saved since `revision`."""
    scope.require(by, "assessment.write", unit)
    brief = _open(unit, line, day, revision)
    brief.opinion = opinion.strip()
    brief.revision += 1
    brief.save(update_fields=["opinion", "revision"])
    journal.write("assessment.written", by=by.pk, unit=unit.pk, about=brief.about, day=day.isoformat())
    return brief


@action
def sign(unit: Unit, line: str, day: date, *, revision: int, by: Person) -> Signature:
    """Sign the brief: freeze its content, number it, keep its PDF and its hash. Only after the cut-off, only once."""
    scope.require(by, "assessment.sign", unit)
    brief = _open(unit, line, day, revision)
    refresh(day)
    seen = picture(unit, line, day)
    if not seen.is_final:
        raise Refused(
            "assessment.early",
            _("Before the cut-off (%(cutoff)s) there is only an interim brief; sign it afterwards.")
            % {"cutoff": clock.local(seen.cutoff).strftime("%H:%M") if seen.cutoff else "—"},
        )
    content = freeze(seen, brief.opinion)
    mark = fingerprint(content)
    document = issue(brief, content, mark, by)
    signature = Signature.objects.create(
        brief=brief, by=by, at=clock.now(), content=content, hash=mark, document=document
    )
    obligations.meet("assessment.brief", f"org.unit:{unit.pk}", day.isoformat(), by=by)
    journal.write(
        "assessment.signed", by=by.pk, unit=unit.pk, about=brief.about, day=day.isoformat(), hash=mark,
        findings=len(seen.main) + len(seen.noticed), signed=seen.signed, owing=seen.owing, document=str(document.pk),
    )  # fmt: skip
    return signature


@action
def supplement(unit: Unit, line: str, day: date, text: str, *, by: Person) -> Supplement:
    """Add to a signed brief what came after: signed, numbered and frozen by itself. The brief stays as it was."""
    scope.require(by, "assessment.sign", unit)
    brief = Brief.objects.select_for_update().filter(unit=unit, line=line, day=day).first()
    if brief is None or not Signature.objects.filter(brief=brief).exists():
        raise Refused("assessment.unsigned", _("The brief is not signed yet: write into its opinion instead."))
    if not text.strip():
        raise Refused("assessment.words", _("Write what is to be added."), field="text")
    refresh(day)
    content = freeze_supplement(picture(unit, line, day), brief.signature.content, text.strip())
    mark = fingerprint(content)
    document = issue_supplement(brief, content, mark, by)
    added = Supplement.objects.create(
        brief=brief, text=text.strip(), by=by, at=clock.now(), content=content, hash=mark, document=document
    )
    journal.write(
        "assessment.supplemented", by=by.pk, unit=unit.pk, about=brief.about, day=day.isoformat(), hash=mark,
        document=str(document.pk),
    )  # fmt: skip
    return added


def _open(unit: Unit, line: str, day: date, revision: int) -> Brief:
    """The brief, locked, unsigned and as the person saw it."""
    brief, _made = Brief.objects.get_or_create(unit=unit, line=line, day=day)
    brief = Brief.objects.select_for_update().get(pk=brief.pk)
    if Signature.objects.filter(brief=brief).exists():
        raise Refused("assessment.signed", _("This brief is signed and frozen; what changed since stands below it."))
    if brief.revision != revision:
        raise Refused(
            "assessment.conflict",
            _("Somebody changed the opinion while you were reading. Read it again; what you typed is kept beside it."),
        )
    return brief
