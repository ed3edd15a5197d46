from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from fengsui.command.assessment.bulletin import issue
from fengsui.command.assessment.content import fingerprint, freeze, in_languages
from fengsui.command.assessment.findings import findings
from fengsui.command.assessment.models import Brief, Observation, Signature, Snapshot
from fengsui.command.assessment.queries import picture
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.obligations import actions as obligations
from fengsui.ground.org import scope
from fengsui.ground.org.models import Line
from fengsui.ground.org.queries import tree
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
        findings=len(seen.findings), signed=seen.signed, owing=seen.owing, document=str(document.pk),
    )  # fmt: skip
    return signature


@transaction.atomic
def observe(day: date) -> Snapshot:
    """Keep what is found on a day now, for every unit, gravest first. The tick calls it; it decides nothing."""
    snapshot, _made = Snapshot.objects.update_or_create(day=day, defaults={"at": clock.now()})
    rows = [
        Observation(
            snapshot=snapshot, rank=rank, unit=finding.unit, severity=int(finding.severity), url=finding.url,
            rule=in_languages(finding.rule.__str__), text=in_languages(finding.say),
        )
        for rank, finding in enumerate(findings(day, tree(Line.TERRITORY, day)))
    ]  # fmt: skip
    kept, said = snapshot.observations.order_by("rank"), ("rank", "unit_id", "severity", "rule", "text", "url")
    if [tuple(getattr(row, name) for name in said) for row in rows] != list(kept.values_list(*said)):
        kept.delete()  # written anew only if something changed: it is looked at once a minute
        Observation.objects.bulk_create(rows)
    return snapshot


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
