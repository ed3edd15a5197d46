from __future__ import annotations


def listed(request): ...
