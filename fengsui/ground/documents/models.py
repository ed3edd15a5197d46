from __future__ import annotations

from typing import Any, ClassVar, Self

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from fengsui.ground.documents import bulletin, kinds, official
from fengsui.ground.org import scope
from fengsui.ground.org.models import Person, Unit
from fengsui.ground.vault.actions import uuid7

KEPT = pgtrigger.Update | pgtrigger.Delete
FEW = 20  # units


class Kind(models.TextChoices):
    BULLETIN = "bulletin", _("Internal bulletin")  # the statutory kinds of 2012 stand in kinds.py


class Stage(models.TextChoices):
    DRAFTED = "drafted", _("Draft")
    CHECKED = "checked", _("Checked")
    APPROVED = "approved", _("Approved")
    NUMBERED = "numbered", _("Numbered")
    ISSUED = "issued", _("Issued")
    VOID = "void", _("Void")
    DROPPED = "dropped", _("Withdrawn")


ONCE = (
    Stage.APPROVED,
    Stage.NUMBERED,
    Stage.ISSUED,
    Stage.VOID,
    Stage.DROPPED,
)  # a draft is checked again when changed


class Series(models.Model):
    """A row of numbers of one unit that begins anew each year: 每日疫情研判简报〔2020〕第1期, 第2期 …

    An official one has code letters (机关代字), by which its documents are called: 〔2020〕1号 of these letters. Nobody
    but the unit can say what they are; without them nothing is numbered. word: what bulletins are counted in (期, 号).
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="document_series")
    code = models.SlugField(max_length=60)
    title = models.CharField(max_length=100)
    official = models.BooleanField(default=False, db_default=False)
    letters = models.CharField(max_length=20, blank=True, default="", db_default="")
    word = models.CharField(max_length=2, default="期", db_default="期")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "code"], name="one_series_of_a_code"),
            models.UniqueConstraint(fields=["unit", "letters"], condition=~Q(letters=""), name="letters_once_a_unit"),
        ]

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
        """Those of the units that a person sees; of a few units the database knows that it is few documents."""
        units = scope.seen(person, "documents.view").values_list("pk", flat=True)
        few = list(units[: FEW + 1])
        return self.filter(unit__in=few if len(few) <= FEW else units)

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
    kind = models.CharField(max_length=20)
    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="documents")
    year = models.SmallIntegerField(null=True)
    number = models.IntegerField(null=True)
    title = models.CharField(max_length=200)
    subject = models.CharField(max_length=120, blank=True)
    source = models.JSONField()
    mark = models.CharField(max_length=64)
    revision = models.IntegerField(default=0, db_default=0)  # how often an official draft was written again

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
    def is_official(self) -> bool:
        return self.kind != Kind.BULLETIN

    @property
    def kind_label(self) -> str:
        """What kind of document it is, in the language of the screen."""
        return str(kinds.Kind(self.kind).label if self.is_official else Kind.BULLETIN.label)

    @property
    def content(self) -> dict[str, Any]:
        """What an official document says (content.py describes it)."""
        return dict(self.source.get("content", {}))

    @property
    def number_label(self) -> str:
        """〔2020〕第3期; of an official document with its letters, 〔2020〕3号; empty without a number."""
        if self.is_official and self.number:
            layout = kinds.layout_of(kinds.Kind(self.kind))
            return official.number_label(self.series.letters, self.year, self.number, layout)
        return bulletin.number_label(self.year, self.number, word=self.series.word)

    @property
    def full_number(self) -> str:
        """What it is called: of a bulletin the series with its number, of an official document the number alone."""
        plain = self.is_official and not self.number_label.startswith("第")  # an order has 第1号 alone
        return self.number_label if plain else f"{self.series.title}{self.number_label}"

    @property
    def called(self) -> str:
        """Its title; without one the name of its series."""
        return self.label or self.series.title

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
        constraints = [
            models.UniqueConstraint(fields=["document", "stage"], condition=Q(stage__in=ONCE), name="a_step_once")
        ]
        indexes = [models.Index(fields=["stage"], name="documents_in_stage")]  # what waits in a state is found by it
        triggers = [pgtrigger.Protect(name="document_steps_stay", operation=KEPT)]


class Original(models.Model):
    """The PDF as issued. It stands in a table of its own, so that lists never touch its bytes."""

    document = models.OneToOneField(Document, primary_key=True, on_delete=models.PROTECT, related_name="original")
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    # What its QR code points to: 128 random bits. A bulletin has none, and none is unique.
    token = models.CharField(max_length=22, unique=True, null=True)  # noqa: DJ001

    class Meta:
        triggers = [pgtrigger.Protect(name="originals_stay", operation=KEPT)]


class AttachedFile(models.Model):
    """A file that a room keeps (`files.columns`): what it is was read from its bytes (filetypes.py). It is never changed."""

    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=8)
    size = models.IntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        abstract = True


class Attachment(AttachedFile):
    """A file that goes with a document; only taken off a draft."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="attachments")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "sha256"], name="an_attachment_once")]
        triggers = [pgtrigger.Protect(name="attachments_stay", operation=pgtrigger.Update)]


class Words(models.Model):
    """By what a document is found: title, number and text, plain, and the pairs of characters in it (words.py).

    A table of its own, so that lists never touch it; one index over the pairs narrows a hundred thousand down.
    """

    document = models.OneToOneField(Document, primary_key=True, on_delete=models.CASCADE, related_name="words")
    text = models.TextField()
    plain = models.TextField()
    pairs = ArrayField(models.CharField(max_length=2))

    class Meta:
        indexes = [GinIndex(fields=["pairs"], name="documents_by_pair")]  # which documents hold all of these pairs
