"""Who can be put at a post, and what is known about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fengsui.command.duty.models import Member, Post, Profile
from fengsui.command.duty.models.posts import words
from fengsui.command.duty.queries.people import FEMALE, MALE, profiles
from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import people, scope
from fengsui.ground.org.models import Person
from fengsui.ground.vault.actions import pens
from fengsui.house import Refused

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from uuid import UUID

    from fengsui.ground.org.models import Unit
    from fengsui.ground.org.scope import Actor

SKILLS = 200


@action
def set_pool(post: Post, persons: Collection[UUID], *, by: Actor) -> int:
    """Say who can be put at a post from today on; who is left out can be put there no longer. Return how many changed."""
    scope.require(by, "duty.arrange", post.unit)
    Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
    now = {row.person_id: row for row in Member.objects.filter(post=post, until=None)}
    wanted = set(persons)
    _of_the_unit(post.unit, wanted - now.keys())
    today = clock.today()
    for row in (row for pk, row in now.items() if pk not in wanted):
        row.until = max(today, row.since)
        row.save(update_fields=["until"])
    new = sorted(wanted - now.keys())
    Member.objects.bulk_create(Member(post=post, person_id=pk, since=today) for pk in new)
    changed = len(new) + len(now.keys() - wanted)
    if changed:
        journal.write(
            "duty.pool_set", by=by.pk, unit=post.unit_id, about=f"duty.post:{post.pk}",
            place=post.seat.kind if post.seat else post.label, n=len(wanted),
        )  # fmt: skip
    deeds.told()  # the same pool again is no fact
    return changed


def _of_the_unit(unit: Unit, persons: set[UUID]) -> None:
    if persons - set(people.at(unit).filter(pk__in=persons).values_list("pk", flat=True)):
        raise Refused("duty.stranger", _("Only people of this unit can be put on duty here."), field="persons")


@action
def describe(unit: Unit, said: Mapping[UUID, tuple[str, str]], *, by: Actor) -> int:
    """Say of people of a unit's pools the sex (f, m or unknown) and the skills. Return of how many it changed."""
    scope.require(by, "duty.arrange", unit)
    inside = set(Member.objects.on().filter(post__unit=unit, person__in=list(said)).values_list("person", flat=True))
    if set(said) - inside:
        raise Refused("duty.stranger", _("Only of people of this unit’s pools something is said here."))
    list(Person.objects.select_for_update(no_key=True).filter(pk__in=list(said)).order_by("pk").values_list("pk"))
    changes = _differing(said)
    pens_ = pens(changes)
    for pk, (sex, skills) in changes.items():
        said_ = {"sex_sealed": pens_[pk].seal("sex", sex), "skills": "、".join(sorted(skills))}
        Profile.objects.update_or_create(person_id=pk, defaults=said_)
    if changes:
        journal.write("duty.described", by=by.pk, unit=unit.pk, about=f"duty.unit:{unit.pk}", n=len(changes))
    deeds.told()
    return len(changes)


def _differing(said: Mapping[UUID, tuple[str, str]]) -> dict[UUID, tuple[str, frozenset[str]]]:
    known, none = profiles(said), ("", frozenset[str]())
    found = {}
    for pk, (sex, skills) in said.items():
        if sex not in {"", FEMALE, MALE}:
            raise Refused("duty.sex", _("Choose from the list."))
        if len(skills) > SKILLS:
            raise Refused("duty.skills", _("At most 200 characters of skills."), field="skills")
        if known.get(pk, none) != (sex, words(skills)):
            found[pk] = (sex, words(skills))
    return found
