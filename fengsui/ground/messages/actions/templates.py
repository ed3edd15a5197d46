from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.messages import places
from fengsui.ground.messages.models import Template, Wording
from fengsui.ground.messages.models.rounds import TEXT
from fengsui.ground.org import scope
from fengsui.ground.org.models import Person, Unit
from fengsui.house import Refused

if TYPE_CHECKING:
    from fengsui.ground.org.scope import Actor


@action
def write(
    unit: Unit, title: str, zh: str, *, by: Actor, en: str = "", fields: str | list[str] = "",
    template: Template | None = None, seen: int | None = None,
) -> Wording:  # fmt: skip
    """Write a template, or a new version of one. Its places are checked now, in both languages, not when it is sent.

    seen: the version that was read; refused if there is a newer one.
    """
    scope.require(by, "messages.write", unit)
    title, zh, en, own = " ".join(title.split()), places.tidy(zh), places.tidy(en), places.names(fields)
    _check(title, zh, en, own)
    held = _held(unit, title, template)
    version = held.wordings.count()
    if seen is not None and seen != version:
        raise Refused("messages.conflict", _("Somebody wrote a newer version while you were at it. Read it first."))
    made = Wording.objects.create(
        template=held, version=version + 1, zh=zh, en=en, fields=own, at=clock.now(),
        by=by if isinstance(by, Person) else None,
    )  # fmt: skip
    journal.write("messages.written", by=by.pk, unit=unit.pk, about=held.about, template=title, version=made.version)
    return made


@action
def retire(template: Template, *, by: Actor) -> Template:
    """Take a template out of use; what was made from it stays."""
    return _turn(template, by, retired=True)


@action
def restore(template: Template, *, by: Actor) -> Template:
    """Take that back."""
    return _turn(template, by, retired=False)


def _turn(template: Template, by: Actor, *, retired: bool) -> Template:
    scope.require(by, "messages.write", template.unit)
    held = Template.objects.select_for_update().get(pk=template.pk)
    if bool(held.retired_at) is retired:
        raise Refused("messages.retired", _("Somebody else was faster: look at the page again."))
    held.retired_at = clock.now() if retired else None
    held.save(update_fields=["retired_at"])
    kind = "messages.retired" if retired else "messages.restored"
    journal.write(kind, by=by.pk, unit=held.unit_id, about=held.about, template=held.title)
    return held


def _check(title: str, zh: str, en: str, fields: list[str]) -> None:
    if not title or len(title) > 60:
        raise Refused("messages.title", _("Give it a title of at most 60 characters."), field="title")
    if not zh or len(zh) > TEXT:
        raise Refused("messages.text", _("Write the text, at most 500 characters."), field="zh")
    if len(en) > 2 * TEXT:
        raise Refused("messages.text", _("The English text has at most 1,000 characters."), field="en")
    places.check_fields(fields)
    places.check(zh, fields, field="zh")
    if en:
        places.check(en, fields, field="en")


def _held(unit: Unit, title: str, template: Template | None) -> Template:
    """The template's row, held until the end of the transaction."""
    Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    if Template.objects.filter(unit=unit, title=title).exclude(pk=template.pk if template else 0).exists():
        raise Refused("messages.title_twice", _("Your unit has a template of this title already."), field="title")
    if template is None:
        return Template.objects.create(unit=unit, title=title)
    held = Template.objects.select_for_update().get(pk=template.pk)
    if held.retired_at:
        raise Refused("messages.retired", _("This template is no longer in use."))
    held.title = title
    held.save(update_fields=["title"])
    return held
