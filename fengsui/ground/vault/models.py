from __future__ import annotations

import uuid

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
