from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.formats import time_format
from django.utils.translation import gettext as _

from fengsui.command.directives.actions.common import check_running, owe, person, tell
from fengsui.command.directives.models import Addressee, Delivery, Local, Mark, Receipt
from fengsui.command.directives.queries.cascade import address, below, release
from fengsui.command.directives.queries.owed import ACKNOWLEDGE, DO, PASS_ON
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.obligations import actions as obligations
from fengsui.ground.org import scope
from fengsui.ground.org.queries import names
from fengsui.house import Refused

if TYPE_CHECKING:
    from fengsui.ground.org.models import Person
    from fengsui.ground.org.scope import Actor

MOST = 1000  # characters of a result


@action
def note_read(delivery: Delivery, *, by: Person) -> bool:
    """Note that somebody of the unit opened it; the second time writes nothing."""
    scope.require(by, "directives.acknowledge", delivery.unit)
    _receipt, fresh = Receipt.objects.get_or_create(
        delivery=delivery, mark=Mark.READ, person=by, defaults={"by": by, "at": clock.now()}
    )
    deeds.told()
    if fresh:
        _write("directives.read", delivery, by)
    return fresh


@action
def acknowledge(delivery: Delivery, *, by: Actor) -> Receipt:
    """Acknowledge: for the unit, or where each person does, for oneself alone. Sent twice, it is written once."""
    scope.require(by, "directives.acknowledge", delivery.unit)
    return _acknowledge(_lock(delivery), by)


@action
def add_local(delivery: Delivery, text: str, *, seen: str = "", by: Actor) -> Local:
    """Write the level's own measure. seen: the id of the one that the form showed; another one by now is a conflict."""
    scope.require(by, "directives.acknowledge", delivery.unit)
    found = _lock(delivery)
    last = found.locals.order_by("-pk").first()
    if last and last.text == text.strip():
        deeds.told()  # sent twice
        return last
    if not text.strip():
        raise Refused("directives.local", _("Type what your unit does in addition."), field="text")
    if str(last.pk if last else "") != seen:
        raise Refused(
            "directives.conflict",
            _("Somebody wrote a local measure meanwhile. Theirs is shown; yours is still in the form."),
            field="text",
        )
    made = Local.objects.create(delivery=found, text=text.strip(), by=person(by), at=clock.now())
    _write("directives.added", found, by)
    return made


@action
def pass_on(delivery: Delivery, *, by: Actor) -> Receipt:
    """Pass it on to the units below, with the local measure as it stands; whoever passes on has acknowledged."""
    scope.require(by, "directives.acknowledge", delivery.unit)
    found = _lock(delivery)
    if sent := _receipt(found, Mark.PASSED_ON):
        deeds.told()
        return sent
    children = below(found)
    if not children:
        raise Refused("directives.last", _("Nobody below your unit is to get it."))
    _acknowledge(found, by)
    made = _mark(found, Mark.PASSED_ON, by)
    obligations.meet(PASS_ON, found.directive.subject(found.unit_id), str(found.directive_id), by=by)
    fresh = release(made.at, found.directive).get(found.directive_id, [])
    address(found.directive, made.at)
    _write("directives.passed_on", found, by, units=len(children))
    if fresh:
        owe(found.directive, made.at)
    _tell_below(found, fresh, children)
    return made


def _tell_below(delivery: Delivery, fresh: list[int], children: list[int]) -> None:
    """Who has it from now on is told of it; who had it, of the local measure, if there is one."""
    directive, unit = delivery.directive, delivery.unit
    if fresh:
        due = time_format(clock.local(directive.acknowledge_by), "H:i")
        tell("directives.issued", directive, fresh, str(directive.pk), due=due)
    had = [one for one in children if one not in set(fresh)]
    if had and delivery.locals.exists():
        tell("directives.passed_on", directive, had, f"{directive.pk}:{unit.pk}", superior=unit.name)


@action
def do(delivery: Delivery, result: str, *, by: Actor) -> Receipt:
    """Report done, with a result if one is asked. Another's result stands: whoever comes second is shown it."""
    scope.require(by, "directives.do", delivery.unit)
    found, said = _lock(delivery), result.strip()
    if sent := _receipt(found, Mark.DONE):
        if sent.text == said and sent.by == person(by):
            deeds.told()
            return sent
        raise _done_already(sent)
    _check_result(found, said)
    _acknowledge(found, by)
    made = _mark(found, Mark.DONE, by, text=said)
    obligations.meet(DO, found.directive.subject(found.unit_id), str(found.directive_id), by=by)
    due = found.directive.do_by
    _write("directives.done", found, by, late=bool(due and made.at > due))
    return made


def _done_already(sent: Receipt) -> Refused:
    who = names([sent.by_id]).get(sent.by_id, "") if sent.by_id else _("the system")
    hour = time_format(clock.local(sent.at), "H:i")
    sentence = _("%(who)s reported it done at %(hour)s: %(result)s")
    return Refused("directives.done", sentence % {"who": who, "hour": hour, "result": sent.text or "—"}, field="result")


def _check_result(delivery: Delivery, said: str) -> None:
    if delivery.directive.asks_result and not said:
        raise Refused("directives.result", _("Say in a sentence what came of it."), field="result")
    if len(said) > MOST:
        raise Refused("directives.long", _("Say it in at most %(most)d characters.") % {"most": MOST}, field="result")
    if delivery.directive.do_by is None:
        raise Refused("directives.nothing", _("This directive asks for nothing to be reported as done."))


def _lock(delivery: Delivery) -> Delivery:
    """The delivery, held; refused if the unit does not have it yet or the directive holds no more."""
    rows = Delivery.objects.select_for_update(no_key=True, of=("self",)).select_related("directive__unit", "unit")
    locked: Delivery = rows.get(pk=delivery.pk)
    check_running(locked.directive_id)
    if locked.at is None:
        raise Refused("directives.early", _("The level above has not passed this directive on yet."))
    return locked


def _acknowledge(delivery: Delivery, by: Actor) -> Receipt:
    """Acknowledge once; where each person does, whoever was not counted before is from now on."""
    alone = person(by) if delivery.directive.per_person else None
    if sent := _receipt(delivery, Mark.ACKNOWLEDGED, alone):
        deeds.told()
        return sent
    if alone:
        Addressee.objects.update_or_create(delivery=delivery, person=alone, defaults={"left_at": None})
    made = _mark(delivery, Mark.ACKNOWLEDGED, by, alone=alone)
    directive = delivery.directive
    for one in {None, alone.pk if alone else None}:  # where nobody was there to be waited for, the unit owed it
        obligations.meet(ACKNOWLEDGE, directive.subject(delivery.unit_id, one), str(directive.pk), by=by)
    _write("directives.acknowledged", delivery, by, late=made.at > directive.acknowledge_by)
    return made


def _receipt(delivery: Delivery, mark: Mark, alone: Person | None = None) -> Receipt | None:
    return Receipt.objects.filter(delivery=delivery, mark=mark, person=alone).first()


def _mark(delivery: Delivery, mark: Mark, by: Actor, *, alone: Person | None = None, text: str = "") -> Receipt:
    return Receipt.objects.create(
        delivery=delivery, mark=mark, person=alone, by=person(by), at=clock.now(), text=text
    )  # fmt: skip


def _write(kind: str, delivery: Delivery, by: Actor, **data: Any) -> None:
    journal.write(
        kind, by=by.pk, unit=delivery.unit_id, about=delivery.about, directive=delivery.directive.title, **data
    )
