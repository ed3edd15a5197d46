"""Doors of the custody room, by page. They hold no rules."""

from django.http import Http404


def _soon(request, **kwargs):  # type: ignore[no-untyped-def]
    raise Http404


index = section = facility = movements = fevers = fever = strength = grid = balance = rows = _soon
