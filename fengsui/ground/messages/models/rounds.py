"""Copy and mark (复制与标记): a text that people carry by their own phones, and whom it reached."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fengsui.ground.org import scope
from fengsui.ground.org.models import Person, Unit
from fengsui.ground.vault.actions import uuid7

TEXT = 500  # characters


class TemplateQuerySet(models.QuerySet["Template"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(unit__in=scope.units(person, "messages.tell", "messages.write"))


class Template(models.Model):
    """A text that is used again, of a unit."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=60)
    retired_at = models.DateTimeField(null=True)

    objects: ClassVar[TemplateQuerySet] = TemplateQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "title"], name="text_title_once")]

    @property
    def about(self) -> str:
        return f"messages.template:{self.pk}"


class Wording(models.Model):
    """A version of a template: never changed. fields: its own places, which are asked for when it is used."""

    template = models.ForeignKey(Template, on_delete=models.PROTECT, related_name="wordings")
    version = models.SmallIntegerField()
    zh = models.CharField(max_length=TEXT)
    en = models.CharField(max_length=2 * TEXT, blank=True)
    fields = models.JSONField(default=list)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["template", "version"], name="text_version_once")]


class ByHandQuerySet(models.QuerySet["Round"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(unit__in=scope.seen(person, "messages.tell"))


class Round(models.Model):
    """One text to many, carried by hand. Its text names nobody."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=60)
    text = models.CharField(max_length=2 * TEXT)
    wording = models.ForeignKey(Wording, on_delete=models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    objects: ClassVar[ByHandQuerySet] = ByHandQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [models.Index(fields=["unit", "-id"], name="round_unit")]

    @property
    def about(self) -> str:
        return f"messages.round:{self.pk}"


class Outcome(models.TextChoices):
    SENT = "sent", _("sent by hand")
    NOT = "not", _("not reached")


class Mark(models.Model):
    """What was said of some people of a round in one act. at: when it was done, as the person says; known_at: when it was entered."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="marks")
    outcome = models.CharField(max_length=10, choices=Outcome)
    reason = models.CharField(max_length=100, blank=True)
    people = models.IntegerField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    known_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")


class ReachQuerySet(models.QuerySet["Reach"]):
    def missing(self) -> Self:
        """Whom nobody has reached yet: not marked, or marked as not reached."""
        return self.exclude(mark__isnull=False, mark__outcome=Outcome.SENT)


class Reach(models.Model):
    """A person whom a round should reach: of the staff, or a name as typed, sealed under a key of its own (its id in the vault).

    mark: what holds now; `before` holds what was said before it, for the undo.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="reaches")
    position = models.IntegerField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    name_sealed = models.BinaryField(default=b"")
    mark = models.ForeignKey(Mark, on_delete=models.PROTECT, null=True, related_name="reaches")
    before = models.ForeignKey(Mark, on_delete=models.PROTECT, null=True, related_name="+")

    objects: ClassVar[ReachQuerySet] = ReachQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "position"], name="reach_place_once"),
            models.UniqueConstraint(
                fields=["round", "person"], condition=Q(person__isnull=False), name="reach_person_once"
            ),
        ]
