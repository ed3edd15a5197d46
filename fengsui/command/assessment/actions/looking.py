"""Looking through a day: what fails is found, what holds again passes. The tick does it; whoever signs a brief, too."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Max
from django.db.models.functions import Greatest

from fengsui.command.assessment.actions.telling import alarm
from fengsui.command.assessment.languages import in_languages
from fengsui.command.assessment.models import Deed, Finding, Handling, Observation, Snapshot, Wording
from fengsui.command.assessment.queries import ledger
from fengsui.ground.checks import queries as checks
from fengsui.ground.checks.declare import Ends
from fengsui.ground.clock import queries as clock
from fengsui.ground.indicators.models import Pack
from fengsui.ground.journal.models import Entry
from fengsui.ground.measures import queries as measures
from fengsui.ground.org.models import Line
from fengsui.ground.org.queries import tree

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from fengsui.ground.checks.declare import Check, Failure

    type Key = tuple[str, int, str]  # check, unit, topic
    type Says = tuple[dict[Key, dict[str, str]], dict[Key, int]]  # each key's texts and severity

BACK = timedelta(days=14)  # whose rows were changed longer ago is not looked at again by itself


@transaction.atomic
@measures.remembering()
def look(day: date) -> Snapshot:
    """Look through a day at every unit: find what fails, let pass what holds again."""
    moment, mark = clock.now(), _mark()
    snapshot, _made = Snapshot.objects.select_for_update().get_or_create(day=day, defaults={"at": moment})
    _keep(day, checks.failures(day), checks.checks().values())
    _end_of_day(day)
    snapshot.at, snapshot.mark = moment, mark
    snapshot.save(update_fields=["at", "mark"])
    _show(snapshot)
    return snapshot


def refresh(day: date) -> None:
    """Look through a day unless that was done at this very moment and nothing was written since: many sign at once."""
    last = Snapshot.objects.filter(day=day).first()
    if last is None or (last.at, last.mark) != (clock.now(), _mark()):
        look(day)


@transaction.atomic
def look_back(today: date) -> list[date]:
    """Look again through earlier days whose rows were changed since: what could be mended there, may be. Return them."""
    packs = Pack.objects.filter(day__lt=today, day__gte=today - BACK).values("day")
    changed = packs.annotate(refreshed=Max("refreshed_at"), signed=Max("confirmed_at")).order_by("day")
    last = dict(Snapshot.objects.filter(day__in=[row["day"] for row in changed]).values_list("day", "at"))
    days = [
        row["day"]
        for row in changed
        if row["day"] not in last or any(at and at > last[row["day"]] for at in (row["refreshed"], row["signed"]))
    ]
    for day in days:
        _mend(day, [check for check in checks.checks().values() if check.ends is Ends.MENDED])
    return days


def _mend(day: date, again: list[Check]) -> None:
    Snapshot.objects.update_or_create(day=day, defaults={"at": clock.now()})
    _keep(day, [failure for check in again for failure in check.run(day, None)], again)


@transaction.atomic
def look_again(finding: Finding) -> bool:
    """Ask one finding's check again, now. Return whether it holds, or is over."""
    check = checks.checks().get(finding.rule)
    if check is not None and finding.passed_at is None:
        day = finding.day if check.ends is Ends.MENDED else clock.today()
        _keep(day, check.run(day, None), [check])
    finding.refresh_from_db()
    return finding.passed_at is not None


def _mark() -> int:
    """The last entry of the journal that is not the assessment's own."""
    last = Entry.objects.exclude(kind__startswith="assessment.").order_by("-pk").values_list("pk", flat=True).first()
    return last or 0


def _topic(check: Check, failure: Failure) -> str:
    return failure.subject if check.ends is Ends.PASSED else f"{failure.day.isoformat()}:{failure.subject}"


def _keep(day: date, failures: Iterable[Failure], looked: Iterable[Check]) -> None:
    """Bring the ledger in line with what these checks say of a day."""
    declared = {check.key: check for check in looked}
    failing = {(one.check, one.unit_id, _topic(declared[one.check], one)): one for one in failures}
    rows = Finding.objects.select_for_update().filter(passed_at__isnull=True, rule__in=declared)
    here = {(row.rule, row.unit_id, row.topic): row for row in rows.filter(day__lte=day)}
    texts = _texts(failing)
    weights = {key: int(one.severity or declared[key[0]].severity) for key, one in failing.items()}
    _still([row for key, row in here.items() if key in failing], day, failing, (texts, weights))
    asked = [row for row in here.values() if row.day == day or declared[row.rule].ends is Ends.PASSED]
    _passed([row for row in asked if (row.rule, row.unit_id, row.topic) not in failing], day, declared)
    _found(day, {key: one for key, one in failing.items() if key not in here}, declared, (texts, weights))


def _texts(failing: dict[Key, Failure]) -> dict[Key, dict[str, str]]:
    said = in_languages(lambda: {key: failure.text for key, failure in failing.items()})
    return {key: {language: texts[key] for language, texts in said.items()} for key in failing}


def _still(rows: list[Finding], day: date, failing: dict[Key, Failure], says: Says) -> None:
    """What fails as before; what it said until now is kept where its sentence changed."""
    moment, said, changed, (texts, weights) = clock.now(), [], [], says
    for row in rows:
        key = (row.rule, row.unit_id, row.topic)
        if row.text != texts[key]:
            said.append(Wording(finding=row, text=row.text, until=moment))
        now = (texts[key], max(row.last, day), failing[key].url, weights[key])
        if (row.text, row.last, row.url, row.severity) != now:
            row.text, row.last, row.url, row.severity = now
            changed.append(row)
    Wording.objects.bulk_create(said)
    Finding.objects.bulk_update(changed, ["text", "last", "url", "severity"], batch_size=500)


def _passed(rows: list[Finding], day: date, declared: dict[str, Check]) -> None:
    """What does not fail any more, if the day can be answered for."""
    judges = {row.rule: declared[row.rule].judged for row in rows}
    asked = {check: judged(day) for check, judged in judges.items() if judged}
    gone = [row.pk for row in rows if row.rule not in asked or asked[row.rule](row.unit_id, row.topic)]
    at = Greatest(F("found_at"), clock.now())  # a drill's clock goes back too
    Finding.objects.filter(pk__in=gone).update(passed_at=at)


def _found(day: date, new: dict[Key, Failure], declared: dict[str, Check], says: Says) -> None:
    """What fails and did not before. What passed earlier that day is found again, with what was done about it."""
    moment, (texts, weights) = clock.now(), says
    again = _again(day, new, moment)
    rows = [
        Finding(
            rule=key[0], unit_id=key[1], topic=key[2], day=min(failure.day, day), last=day, severity=weights[key],
            text=texts[key], url=failure.url, found_at=moment,
        )
        for key, failure in new.items()
        if key not in again
    ]  # fmt: skip
    Finding.objects.bulk_create(rows, batch_size=1000)
    alarm([row for row in [*rows, *again.values()] if declared[row.rule].urgent])


def _again(day: date, new: dict[Key, Failure], moment: datetime) -> dict[Key, Finding]:
    """Reopen what passed on the same day and fails anew."""
    checks_, units = {key[0] for key in new}, {key[1] for key in new}
    rows = Finding.objects.filter(rule__in=checks_, unit__in=units, last=day, passed_at__isnull=False, over=False)
    found = {
        (row.rule, row.unit_id, row.topic): row
        for row in rows.order_by("pk")
        if (row.rule, row.unit_id, row.topic) in new
    }
    Finding.objects.filter(pk__in=[row.pk for row in found.values()]).update(passed_at=None)
    steps = [Handling(finding=row, deed=Deed.AGAIN, at=moment, note="") for row in found.values()]
    Handling.objects.bulk_create(steps)
    return found


def _end_of_day(day: date) -> None:
    """What only happened, and left nothing to mend, is over with its day."""
    gone = [key for key, check in checks.checks().items() if check.ends is Ends.OVER]
    old = Finding.objects.filter(passed_at__isnull=True, day__lt=day, rule__in=gone)
    old.update(passed_at=clock.now(), over=True)


def _show(snapshot: Snapshot) -> None:
    """Write what was found for pages in a hurry, anew only if something changed: it is looked at once a minute."""
    seen = [row for row in ledger.rows(snapshot.day, tree(Line.TERRITORY, snapshot.day)) if row.is_open]
    rules = {row.check: row for row in seen}
    words = {check: in_languages(partial(getattr, row, "rule")) for check, row in rules.items()}
    rows = [
        Observation(
            snapshot=snapshot, rank=rank, unit=row.unit, severity=int(row.severity), url=row.page,
            rule=words[row.check], text=row.said, finding=None if row.members else row.finding,
        )
        for rank, row in enumerate(seen)
    ]  # fmt: skip
    said = ("rank", "unit_id", "severity", "rule", "text", "url", "finding_id")
    kept = snapshot.observations.order_by("rank")
    if [tuple(getattr(row, name) for name in said) for row in rows] != list(kept.values_list(*said)):
        kept.delete()
        Observation.objects.bulk_create(rows, batch_size=1000)
