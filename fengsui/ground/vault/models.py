from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models


class Key(models.Model):
    """A person's key, wrapped. `subject` is the person's id in whatever table the person stands."""

    subject = models.UUIDField(primary_key=True, default=uuid.uuid4)
    wrapped = models.BinaryField(max_length=80)


class Lookup(models.Model):
    """A wrapped keyed digest of one of a person's identifiers, to find the person by it."""

    subject = models.ForeignKey(Key, on_delete=models.CASCADE, related_name="lookups")
    kind = models.CharField(max_length=20)
    digest = models.BinaryField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "kind"], name="vault_one_digest_per_kind")]
        indexes = [models.Index(fields=["kind", "digest"], name="vault_by_digest")]


class Trace(models.Model):
    """By what parts of a name a person is found: a set of keyed digests of one block each, wrapped under an epoch.

    One row a person instead of one a part: a hundred thousand persons stay a small table with one index.
    """

    subject = models.OneToOneField(Key, on_delete=models.CASCADE, primary_key=True, related_name="trace")
    epoch = models.IntegerField()
    parts = ArrayField(models.UUIDField())

    class Meta:
        indexes = [GinIndex(fields=["parts"], name="vault_by_part")]  # who has all these parts
