from __future__ import annotations

from django.db import models

from fengsui.ground.org.models import Person


class Destruction(models.Model):
    """A record of destroyed personal data: how many, of which table, why, by whom. It names nobody."""

    at = models.DateTimeField()
    table = models.CharField(max_length=80)
    persons = models.IntegerField()
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True)
