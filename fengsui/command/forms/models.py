from __future__ import annotations

from typing import ClassVar, Self

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fengsui.ground.org import scope
from fengsui.ground.org.models import Person, Unit
from fengsui.ground.vault.actions import uuid7


class FormQuerySet(models.QuerySet["Form"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(unit__in=scope.seen(person, "forms.view").values("pk"))

    def living(self) -> Self:
        return self.filter(ended_at__isnull=True)


class Form(models.Model):
    """A superior's form that a unit fills. `due`: the hour by which it is sent daily (None: whenever asked)."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    recipient = models.CharField(max_length=120, blank=True)
    due = models.TimeField(null=True, blank=True)
    day_before = models.BooleanField(default=False)  # sent in the morning, it tells of the day before
    missing_word = models.CharField(max_length=12, blank=True, default="未报")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[FormQuerySet] = FormQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        indexes = [models.Index(fields=["unit", "name"], name="forms_of_unit")]  # the list of a unit's forms

    def __str__(self) -> str:
        return self.name

    @property
    def about(self) -> str:
        return f"forms.form:{self.pk}"


class Version(models.Model):
    """A blank sheet as it was uploaded (an old .xls as converted), in use from a day on. Never changed."""

    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="versions")
    number = models.SmallIntegerField()
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=4)
    body = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    remarks = models.JSONField(default=list)  # what its owner should know: see views/words.py
    since = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["form", "number"], name="one_version_of_a_number")]
        triggers = [pgtrigger.Protect(name="versions_stay", operation=pgtrigger.Update | pgtrigger.Delete)]


class Deed(models.TextChoices):
    SUGGESTED = "suggested", _("suggested by the sheet's words")
    CARRIED = "carried", _("carried over from the version before")
    POINTED = "pointed", _("pointed at")
    ACCEPTED = "accepted", _("suggestions accepted")
    REPEATED = "repeated", _("rows repeated")
    SUCCEEDED = "succeeded", _("taken over from a closed unit")
    UNDONE = "undone", _("undone")


UNDOABLE = (Deed.POINTED, Deed.ACCEPTED, Deed.REPEATED, Deed.SUCCEEDED)


class Act(models.Model):
    """One change of a version's mapping: the mapping as of an act is what began by it and had not ended."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="acts")
    deed = models.CharField(max_length=10, choices=Deed)
    undoes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="undone_by")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True)
    at = models.DateTimeField()

    class Meta:
        triggers = [pgtrigger.Protect(name="acts_stay", operation=pgtrigger.Update | pgtrigger.Delete)]


class Mapped[M: models.Model](models.QuerySet[M]):
    def current(self) -> Self:
        return self.filter(ended__isnull=True)


class Block(models.Model):
    """Rows that repeat: from `row`, at most `rows` of them, one for each unit of some kinds at or below a unit.

    With `table` (a key of ground/tables' declare.Table): one for each row of that list instead.
    """

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="blocks")
    sheet = models.CharField(max_length=100)
    row = models.IntegerField()
    rows = models.IntegerField()
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kinds = models.JSONField(default=list)
    table = models.CharField(max_length=60, blank=True)
    act = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="+")
    ended = models.ForeignKey(Act, on_delete=models.PROTECT, null=True, related_name="+")

    objects = Mapped.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(row__gte=1, rows__gte=1), name="a_block_has_rows"),
            models.UniqueConstraint(
                fields=["version", "sheet", "row"], condition=Q(ended__isnull=True), name="one_block_from_a_row"
            ),
        ]


class What(models.TextChoices):
    NUMBER = "number", _("a number")
    TEXT = "text", _("words")
    COLUMN = "column", _("a column of the list")
    EMPTY = "empty", _("nothing")


class Shown(models.TextChoices):
    KNOWN = "known", _("confirmed and unconfirmed together")
    CONFIRMED = "confirmed", _("confirmed only")


class Cell(models.Model):
    """What is written into a cell. In a block it stands in the block's first row, for all of them.

    number: `code` at `unit` (None: the row's unit), `back` days before the reported day, summed over `days` (0: since
    `since`), times `factor`. column: the one numbered `code` of the block's list. text: `wording` with {date}, {unit}, {filler} …. empty: left as the sender made it, on purpose,
    so that nobody is asked again. `sure`: somebody pointed or accepted;
    else it is only suggested and not filled.
    """

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="cells")
    sheet = models.CharField(max_length=100)
    ref = models.CharField(max_length=10)
    what = models.CharField(max_length=6, choices=What, default=What.NUMBER)
    code = models.CharField(max_length=60, blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    back = models.SmallIntegerField(default=0)
    days = models.SmallIntegerField(default=1)
    since = models.DateField(null=True)
    shown = models.CharField(max_length=10, choices=Shown, default=Shown.KNOWN)
    factor = models.FloatField(default=1.0)
    wording = models.CharField(max_length=300, blank=True)
    sure = models.BooleanField(default=True)
    act = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="+")
    ended = models.ForeignKey(Act, on_delete=models.PROTECT, null=True, related_name="+")

    objects = Mapped.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "sheet", "ref"], condition=Q(ended__isnull=True), name="one_mapping_of_a_cell"
            ),
            models.CheckConstraint(
                condition=Q(what__in=["text", "empty"], code="") | (Q(what__in=["number", "column"]) & ~Q(code="")),
                name="number_or_text",
            ),
            models.CheckConstraint(
                condition=Q(days__gte=1) | Q(days=0, since__isnull=False), name="a_sum_has_a_beginning"
            ),
            models.CheckConstraint(condition=Q(ended__isnull=True) | Q(ended__gte=F("act")), name="ended_after_begun"),
        ]


class Filled(models.Model):
    """What was downloaded for a day: every value, and the SHA-256 of the file. A year later it is made again from here."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="fillings")
    act = models.ForeignKey(Act, on_delete=models.PROTECT, null=True, related_name="+")
    day = models.DateField()
    values = models.JSONField()  # no person's name: where the filler stands, {filler} stands
    gaps = models.IntegerField()
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["version", "day", "-id"], name="filled_last")]  # the last one of a day
        triggers = [pgtrigger.Protect(name="fillings_stay", operation=pgtrigger.Update | pgtrigger.Delete)]


class Sending(models.Model):
    """A filled sheet went to the superior. Taken back by mistake's undo only."""

    filled = models.ForeignKey(Filled, on_delete=models.PROTECT, related_name="sendings")
    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="sendings")
    day = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["form", "day"], condition=Q(undone_at__isnull=True), name="sent_once_a_day")
        ]
