from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.command.plans import papers
from fengsui.command.plans.actions.common import drafters, lock, note, person, tell, unchanged
from fengsui.command.plans.actions.naming import check_named
from fengsui.command.plans.models import Stage
from fengsui.command.plans.queries import reading
from fengsui.ground.clock import queries as clock
from fengsui.ground.documents import actions as documents
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.house import Refused

if TYPE_CHECKING:
    from datetime import datetime

    from fengsui.command.plans.content import Content
    from fengsui.command.plans.models import Version
    from fengsui.ground.org.scope import Actor


@action
def ask(version: Version, *, revision: int, by: Actor, at: datetime | None = None) -> Version:
    """Ask whoever approves to do it, once the draft could be issued as it stands. Asked twice, they have one message."""
    scope.require(by, "plans.draft", version.plan.unit)
    found = lock(version, Stage.DRAFTED)
    unchanged(found, revision)
    _check_ready(found)
    to = [one for one in scope.holders("plans.approve", found.plan.unit) if one != by]
    note("plans.asked", found, to)
    tell("plans.asked", found, by, at, revision=found.revision)
    return found


@action
def approve(version: Version, *, revision: int, by: Actor, at: datetime | None = None) -> Version:
    """Approve a draft as it was read: its text is fixed from now on."""
    scope.require(by, "plans.approve", version.plan.unit)
    found = lock(version, Stage.DRAFTED)
    unchanged(found, revision)
    _check_ready(found)
    found.stage, found.approved_by, found.approved_at = Stage.APPROVED, person(by), at or clock.now()
    found.save(update_fields=["stage", "approved_by", "approved_at"])
    note("plans.approved", found, drafters(found, by))
    tell("plans.approved", found, by, at)
    return found


@action
def send_back(version: Version, reason: str, *, by: Actor, at: datetime | None = None) -> Version:
    """Make an approved version a draft again, with a reason."""
    scope.require(by, "plans.approve", version.plan.unit)
    words = " ".join(reason.replace("\x00", "").split())[:300]
    if not words:
        raise Refused("plans.reason", _("Say what is missing: whoever drafts it reads it."), field="reason")
    found = lock(version, Stage.APPROVED)
    found.stage, found.approved_by, found.approved_at = Stage.DRAFTED, None, None
    found.save(update_fields=["stage", "approved_by", "approved_at"])
    note("plans.sent_back", found, drafters(found, by), reason=words)
    tell("plans.sent_back", found, by, at, reason=words)
    return found


@action
def issue(version: Version, *, series_code: str, by: Actor, at: datetime | None = None) -> Version:
    """Issue an approved version as the annex of a 通知, numbered at once. It is never changed again.

    The version in force before is replaced by it; tasks that were given go on until `carry_out` (see queries.effects).
    """
    scope.require(by, "plans.issue", version.plan.unit)
    found = lock(version, Stage.APPROVED)
    check_named(found.plan.unit, reading.content(found))  # somebody may have left since it was approved
    found.document = documents.issue_official(
        found.plan.unit,
        papers.KIND,
        papers.content(found),
        series_code=series_code,
        about=found.about,
        by=by,
        verb="plans.issue",
        at=at,
    )
    found.stage, found.issued_by, found.issued_at = Stage.ISSUED, person(by), at or clock.now()
    found.save(update_fields=["stage", "issued_by", "issued_at", "document"])
    tell("plans.issued", found, by, at, number=found.document.number_label)
    return found


def _check_ready(version: Version) -> None:
    """Refuse to approve what could not be issued as it stands: it is fixed from then on."""
    said = reading.content(version)
    _check_finished(said)
    check_named(version.plan.unit, said)
    if severe := next((one for one in papers.problems(version) if one.severe), None):
        raise Refused("plans.rule", severe.sentence)


def _check_finished(content: Content) -> None:
    """An empty plan, a section without a title, an item without words, nobody who is to do anything: all say nothing."""
    if not content.entries():
        raise Refused("plans.empty", _("There is no item in it yet."))
    if any(not part.title for part in content.parts):
        raise Refused("plans.section", _("A section has no title; give it one, or remove it."))
    if any(not part.text and not part.entries for part in content.parts):
        raise Refused("plans.section", _("A section says nothing; write in it, or remove it."))
    if any(not entry.text for entry in content.entries()):
        raise Refused("plans.item", _("An item says nothing; write what is to be done, or remove it."))
    if not content.units():
        raise Refused("plans.nobody", _("No item names a unit, so nobody has anything to do. Name one."))
