from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.documents import wording as secrecy
from fengsui.ground.documents.models import Series
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.messages import places
from fengsui.ground.notifications import placeholders
from fengsui.ground.notifications.models import Counter, Template, Wording
from fengsui.ground.org import scope
from fengsui.ground.org.models import Person
from fengsui.house import Refused

if TYPE_CHECKING:
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor

MOST = 5000  # characters of a text
_LETTERS = re.compile(r"[\w（）·]{0,20}")


@action
def write(
    unit: Unit, title: str, text: str, *, by: Actor, each: str | list[str] = "", shared: str | list[str] = "",
    letters: str = "", template: Template | None = None, seen: int | None = None,
) -> Wording:  # fmt: skip
    """Write a template, or a new version of one; what was made from an older version stays as it is.

    each, shared: its own fields, per person and once per batch. seen: the version that was read; refused if there is a newer.
    """
    scope.require(by, "notifications.write", unit)
    title, text = " ".join(title.split()), places.tidy(text)
    own, common = places.names(each), places.names(shared)
    _check(title, text)
    placeholders.check(text, own, common)
    held = _held(unit, title, letters.strip(), template)
    version = held.wordings.count()
    if seen is not None and seen != version:
        raise Refused(
            "notifications.conflict", _("Somebody wrote a newer version while you were at it. Read it first.")
        )
    made = Wording.objects.create(
        template=held, version=version + 1, text=text, each=own, shared=common, at=clock.now(),
        by=by if isinstance(by, Person) else None,
    )  # fmt: skip
    journal.write(
        "notifications.written", by=by.pk, unit=unit.pk, about=held.about, template=title, version=made.version
    )
    return made


@action
def retire(template: Template, *, by: Actor) -> Template:
    """Take a template out of use; what was made from it stays."""
    scope.require(by, "notifications.write", template.unit)
    held = Template.objects.select_for_update().get(pk=template.pk)
    if held.retired_at:
        raise Refused("notifications.retired", _("This template is no longer in use."))
    held.retired_at = clock.now()
    held.save(update_fields=["retired_at"])
    journal.write("notifications.retired", by=by.pk, unit=held.unit_id, about=held.about, template=held.title)
    return held


def _check(title: str, text: str) -> None:
    if not title or len(title) > 60:
        raise Refused("notifications.title", _("Give it a title of at most 60 characters."), field="title")
    if not text:
        raise Refused("notifications.text", _("Write the text."), field="text")
    if len(text) > MOST:
        raise Refused("notifications.text", _("The text is longer than 5,000 characters; shorten it."), field="text")
    if secrecy.classified(f"{title}\n{text}"):
        raise Refused("notifications.classified", _("Classified matters do not enter this system."), field="text")


def _held(unit: Unit, title: str, letters: str, template: Template | None) -> Template:
    """The template's row, held until the end of the transaction."""
    _check_letters(unit, letters, template)
    if Template.objects.filter(unit=unit, title=title).exclude(pk=template.pk if template else 0).exists():
        raise Refused("notifications.title_twice", _("Your unit has a template of this title already."), field="title")
    if template is None:
        return Template.objects.create(unit=unit, title=title, letters=letters)
    held = Template.objects.select_for_update().get(pk=template.pk)
    if held.retired_at:
        raise Refused("notifications.retired", _("This template is no longer in use."))
    if held.letters != letters and Counter.objects.filter(template=held).exists():
        raise Refused(
            "notifications.letters_used",
            _("Numbers were given under “%(letters)s”; for other letters write another template.")
            % {"letters": held.letters or "〔 〕"},
            field="letters",
        )
    held.title, held.letters = title, letters
    held.save(update_fields=["title", "letters"])
    return held


def _check_letters(unit: Unit, letters: str, template: Template | None) -> None:
    if not _LETTERS.fullmatch(letters):
        raise Refused(
            "notifications.letters",
            _("Code letters are a few characters without brackets, blanks, year or number; those are added by themselves."),
            field="letters",
        )  # fmt: skip
    others = Template.objects.filter(unit=unit, letters=letters).exclude(pk=template.pk if template else 0)
    if letters and (others.exists() or Series.objects.filter(unit=unit, letters=letters).exists()):
        raise Refused(
            "notifications.letters_twice",
            _("Something else of this unit is numbered under these letters; a number would be given twice."),
            field="letters",
        )
