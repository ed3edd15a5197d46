from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models.expressions import Func

APPEND_ONLY = pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)


class WallNow(Func):
    """The wall time of the statement, not of the transaction."""

    function = "clock_timestamp"
    output_field = models.DateTimeField()


class Entry(models.Model):
    """One fact. `actor` is a person's id (none: the system), `unit` a unit's id, `about` "room.thing:id"."""

    kind = models.CharField(max_length=60)
    at = models.DateTimeField()
    known_at = models.DateTimeField()
    written_at = models.DateTimeField(db_default=WallNow())
    actor = models.UUIDField(null=True)
    unit = models.BigIntegerField(null=True)
    about = models.CharField(max_length=120)
    data = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["about", "id"], name="journal_about"),  # an object's history
            models.Index(fields=["unit", "-id"], name="journal_unit"),  # a unit's story, newest first
            models.Index(fields=["written_at"], name="journal_written"),  # what is not sealed yet
        ]
        triggers = [APPEND_ONLY]


class Seal(models.Model):
    """A link of the chain: SHA-256 over the previous hash and the digests of the entries it seals."""

    id = models.BigIntegerField(primary_key=True)  # 1, 2, 3 … without a gap
    entries = models.IntegerField()
    hash = models.BinaryField(max_length=32)
    sealed_at = models.DateTimeField(db_default=WallNow())

    class Meta:
        triggers = [APPEND_ONLY]


class Leaf(models.Model):
    """An entry's digest at the moment of sealing; it names the entry whose byte was flipped."""

    entry = models.OneToOneField(Entry, primary_key=True, on_delete=models.DO_NOTHING, related_name="leaf")
    seal = models.ForeignKey(Seal, on_delete=models.DO_NOTHING, related_name="leaves")
    digest = models.BinaryField(max_length=32)

    class Meta:
        triggers = [APPEND_ONLY]
