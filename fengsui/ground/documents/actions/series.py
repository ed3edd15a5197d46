from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.ground.documents.actions.common import lettered
from fengsui.ground.documents.models import Counter, Series
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.house import Refused

if TYPE_CHECKING:
    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor

NAME = "发文"  # of a series that begins with its first document
_LETTERS = re.compile(r"[\w（）·]+")
_CODE = re.compile(r"[-a-zA-Z0-9_]{1,60}")


@action
def arrange_series(unit: Unit, code: str, *, title: str, letters: str, by: Actor) -> Series:
    """Begin an official series of a unit, or give it another name or its code letters (机关代字).

    Letters under which a number was given stay: other letters are another series.
    """
    scope.require(by, "documents.series", unit)
    title, letters = title.strip(), letters.strip()
    if not title:
        raise Refused(
            "documents.series_title", _("Give the series a name, for example by what it is used for."), field="title"
        )
    _check_letters(unit, code, letters)
    series = official(unit, code, title)
    if series.letters != letters and Counter.objects.filter(series=series).exists():
        raise Refused(
            "documents.letters_used",
            _("Numbers were given under “%(letters)s”; for other letters begin another series.")
            % {"letters": series.letters},
            field="letters",
        )
    series.title, series.letters = title, letters
    series.save(update_fields=["title", "letters"])
    journal.write(
        "documents.series_arranged",
        by=by.pk,
        unit=unit.pk,
        about=f"documents.series:{series.pk}",
        series=title,
        letters=letters,
    )
    return series


def _check_letters(unit: Unit, code: str, letters: str) -> None:
    if letters and not _LETTERS.fullmatch(letters):
        raise Refused(
            "documents.letters_form",
            _(
                "Code letters are a few characters without brackets, blanks, year or number; those are added by themselves."
            ),
            field="letters",
        )
    if letters and Series.objects.filter(unit=unit, letters=letters).exclude(code=code).exists():
        raise Refused(
            "documents.letters_twice", _("Another series of this unit has these letters; a number would be given twice."),
            field="letters",
        )  # fmt: skip


def official(unit: Unit, code: str, title: str = NAME) -> Series:
    """The official series of a code, begun without letters if it is new."""
    if not _CODE.fullmatch(code):
        raise Refused("documents.series", _("Choose one of the unit's series."), field="series")
    series, _made = Series.objects.select_for_update().get_or_create(
        unit=unit, code=code, defaults={"title": title, "official": True}
    )
    return _of(series, official=True)


def ready(unit: Unit, code: str) -> None:
    """Refuse, before anything is written, a series from which no number can be taken yet."""
    found = Series.objects.filter(unit=unit, code=code).first() or Series(code=code, title=NAME, official=True)
    if found.official and _CODE.fullmatch(code):
        lettered(found)


def of_bulletins(unit: Unit, code: str, title: str, word: str = "期") -> Series:
    """The series of bulletins of a code, begun if it is new; word: what its numbers are counted in."""
    series, _made = Series.objects.get_or_create(unit=unit, code=code, defaults={"title": title, "word": word})
    return _of(series, official=False)


def _of(series: Series, *, official: bool) -> Series:
    if series.official != official:
        raise Refused(
            "documents.series", _("Bulletins and official documents have series of their own."), field="series"
        )
    return series
