"""What follows from a meeting on paper: a draft of a directive from a decision, the link to a switch of measures, minutes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from fengsui.command.directives import actions as directives
from fengsui.command.directives.queries import whom
from fengsui.command.meetings.actions.common import person
from fengsui.command.meetings.models import Decision, Follow, Meeting, Record
from fengsui.command.meetings.queries.minutes import minutes
from fengsui.ground.clock import queries as clock
from fengsui.ground.documents import actions as documents
from fengsui.ground.documents.kinds import Kind
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.ground.response.queries.switching import named
from fengsui.house import Refused

if TYPE_CHECKING:
    from fengsui.ground.measures.models import Measure
    from fengsui.ground.org.scope import Actor
    from fengsui.ground.response.models import Switch

SERIES = "documents"
TITLE = 60  # characters of a decision in a title


@action
def draft_directive(decision: Decision, *, by: Actor) -> Follow:
    """Draft a directive from a decision, to everybody below; it says from which, and the decision leads to it. Once."""
    meeting = decision.meeting
    scope.require(by, "meetings.hold", meeting.unit)
    list(Decision.objects.select_for_update().filter(pk=decision.pk).values_list("pk"))
    if there := _there(decision, "directives.directive:"):
        return there
    if decision.taken_at:
        raise Refused("meetings.taken", _("This decision was taken back."))
    now, units = clock.now(), [row.unit for row in decision.assigned.select_related("unit")]
    title = _("Notice on “%(text)s”") % {"text": decision.text[:TITLE]}
    wanted = directives.Wanted(
        title, decision.text, now + timedelta(hours=3), decision.due_at and max(decision.due_at, now + timedelta(hours=4)),
        chosen=units, lines=() if units else whom.lines_of(meeting.unit),
    )  # fmt: skip
    made = directives.draft(
        meeting.unit, wanted, by=by, synthetic=meeting.synthetic, comes_from=decision.about, url=page(decision)
    )  # fmt: skip
    return _follow(decision, made.about, reverse("directives:directive", args=[made.pk]), made.title, by)


@action
def link_switch(decision: Decision, switch: Switch, *, by: Actor) -> Follow:
    """Say which switch of measures carried a decision out: it stands in both, there by its basis, here by the link. Once."""
    scope.require(by, "meetings.hold", decision.meeting.unit)
    list(Decision.objects.select_for_update().filter(pk=decision.pk).values_list("pk"))
    if there := _there(decision, switch.about):
        return there
    title = switch.document.title if switch.document else switch.prepared.name
    return _follow(decision, switch.about, reverse("response:decided", args=[switch.pk]), title, by)


@action
def link_measure(decision: Decision, measure: Measure, *, by: Actor) -> Follow:
    """Say which measure put a decision in force, if it was put by itself and not by a switch. Once."""
    scope.require(by, "meetings.hold", decision.meeting.unit)
    list(Decision.objects.select_for_update().filter(pk=decision.pk).values_list("pk"))
    if there := _there(decision, f"measures.measure:{measure.pk}"):
        return there
    url = reverse("measures:parameter", args=[measure.parameter])
    return _follow(decision, f"measures.measure:{measure.pk}", url, named(measure), by)


def _there(decision: Decision, begins: str) -> Follow | None:
    found = Follow.objects.filter(decision=decision, subject__startswith=begins).first()
    if found:
        deeds.told()  # a second click
    return found


def _follow(decision: Decision, subject: str, url: str, title: str, by: Actor) -> Follow:
    meeting = decision.meeting
    made = Follow.objects.create(
        decision=decision, meeting=meeting, subject=subject, url=url, title=title[:200], by=person(by), at=clock.now()
    )  # fmt: skip
    journal.write("meetings.followed", by=by.pk, unit=meeting.unit_id, about=meeting.about, number=decision.number)
    return made


def page(decision: Decision) -> str:
    """Where a decision stands."""
    return f"{reverse('meetings:meeting', args=[decision.meeting_id])}#decision-{decision.number}"


@action
def draft_minutes(meeting: Meeting, *, by: Actor) -> Follow:
    """Draft the minutes (纪要) as an official document, from the record; then it goes the way of every document. Once."""
    scope.require(by, "meetings.hold", meeting.unit)
    list(Meeting.objects.select_for_update().filter(pk=meeting.pk).values_list("pk"))
    if there := Follow.objects.filter(meeting=meeting, decision=None).first():
        deeds.told()  # a second click
        return there
    if not Record.objects.filter(meeting=meeting).exists():
        raise Refused("meetings.open", _("Minutes are drafted from the record: close the meeting first."))
    document = documents.compose(
        meeting.unit, Kind.MINUTES, minutes(meeting), series_code=SERIES, by=by, about=meeting.about, verb="meetings.hold"
    )  # fmt: skip
    made = Follow.objects.create(
        decision=None, meeting=meeting, subject=document.about, url=reverse("documents:document", args=[document.pk]),
        title=document.title, by=person(by), at=clock.now(),
    )  # fmt: skip
    journal.write("meetings.minuted", by=by.pk, unit=meeting.unit_id, about=meeting.about, document=str(document.pk))
    return made
