from __future__ import annotations

from typing import ClassVar, Self

import pgtrigger
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from fengsui.ground.documents import bulletin
from fengsui.ground.org import scope
from fengsui.ground.org.models import Person, Unit
from fengsui.ground.vault.actions import uuid7

KEPT = pgtrigger.Update | pgtrigger.Delete


class Kind(models.TextChoices):
    BULLETIN = "bulletin", _("Internal bulletin")  # the statutory kinds of 2012 follow


class Stage(models.TextChoices):
    DRAFTED = "drafted", _("Draft")
    APPROVED = "approved", _("Approved")
    NUMBERED = "numbered", _("Numbered")
    ISSUED = "issued", _("Issued")
    VOID = "void", _("Void")


class Series(models.Model):
    """A row of numbers of one unit that begins anew each year: 每日疫情研判简报〔2020〕第1期, 第2期 …"""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="document_series")
    code = models.SlugField(max_length=60)
    title = models.CharField(max_length=100)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "code"], name="one_series_of_a_code")]

    def __str__(self) -> str:
        return self.title


class Counter(models.Model):
    """The last number given in a series in a year. Whoever numbers holds its lock until the end of the transaction."""

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="counters")
    year = models.SmallIntegerField()
    last = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["series", "year"], name="one_counter_a_year")]


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(unit__in=scope.seen(person, "documents.view").values("pk"))

    def with_stage(self) -> Self:
        """Add `stage` and `stage_at`: the last step's."""
        last = Step.objects.filter(document=OuterRef("pk")).order_by("-pk")
        return self.annotate(stage=Subquery(last.values("stage")[:1]), stage_at=Subquery(last.values("at")[:1]))


class Document(models.Model):
    """A document of a unit. `source` is what it says, as data; `subject` what it is about, as "room.thing:id".

    `mark` is the SHA-256 printed in it: of the source, or of what the room that asked for it had signed.
    """

    id = models.UUIDField(primary_key=True, default=uuid7)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=20, choices=Kind)
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="documents")
    year = models.SmallIntegerField(null=True)
    number = models.IntegerField(null=True)
    title = models.CharField(max_length=200)
    subject = models.CharField(max_length=120, blank=True)
    source = models.JSONField()
    mark = models.CharField(max_length=64)

    objects: ClassVar[DocumentQuerySet] = DocumentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "year", "number"], name="a_number_once"),
            models.CheckConstraint(
                condition=Q(year__isnull=True, number__isnull=True) | Q(year__isnull=False, number__gte=1),
                name="year_and_number",
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "-id"], name="document_unit"),  # the list of a unit, newest first
            models.Index(fields=["subject"], name="document_subject"),  # what was issued about a thing
        ]
        triggers = [
            pgtrigger.Protect(name="documents_stay", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="numbered_is_fixed", operation=pgtrigger.Update, condition=pgtrigger.Q(old__number__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def about(self) -> str:
        return f"documents.document:{self.pk}"

    @property
    def label(self) -> str:
        """The title in the language of the screen, if the document has a copy in it."""
        copy = self.source.get("copies", {}).get(get_language() or "", {})
        return copy.get("title") or self.title

    @property
    def number_label(self) -> str:
        """〔2020〕第3期; empty without a number."""
        return bulletin.number_label(self.year, self.number)

    @property
    def pdf(self) -> bytes | None:
        """The PDF as issued, or None."""
        original = Original.objects.filter(document=self).first()
        return bytes(original.content) if original else None


class Step(models.Model):
    """What was done with a document: by whom, when, why. The last one is its state; none is ever changed."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="steps")
    stage = models.CharField(max_length=10, choices=Stage)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="document_steps")
    post = models.CharField(max_length=40, blank=True)  # what the person held then: "seat.commander", "office.leader"
    at = models.DateTimeField()
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "stage"], name="a_step_once")]
        triggers = [pgtrigger.Protect(name="document_steps_stay", operation=KEPT)]


class Original(models.Model):
    """The PDF as issued. It stands in a table of its own, so that lists never touch its bytes."""

    document = models.OneToOneField(Document, primary_key=True, on_delete=models.PROTECT, related_name="original")
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        triggers = [pgtrigger.Protect(name="originals_stay", operation=KEPT)]
