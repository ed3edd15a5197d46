"""Blank sheets, read once and remembered: a version never changes."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from fengsui.command.forms.models import Version
from fengsui.command.forms.paper.docx import Document
from fengsui.command.forms.paper.xlsx import Book

if TYPE_CHECKING:
    from uuid import UUID

    from fengsui.command.forms.models import Form
    from fengsui.command.forms.paper.grid import Layout


def last(form: Form) -> Version:
    """The version in use: the newest."""
    return form.versions.defer("body").order_by("-number")[0]


@lru_cache(maxsize=32)
def _layout(pk: int, sha256: str) -> Layout:  # noqa: ARG001 - the hash is the key: numbers begin anew in a new database
    version = Version.objects.get(pk=pk)
    return read(version.kind, bytes(version.body)).layout


def layout(version: Version) -> Layout:
    return _layout(version.pk, version.sha256)


def read(kind: str, body: bytes) -> Book | Document:
    return Document(body) if kind == "docx" else Book(body)


def lasts(forms: list[UUID]) -> dict[UUID, Version]:
    """The newest version of each form, without its bytes: one query."""
    rows = Version.objects.filter(form__in=forms).defer("body").order_by("form", "-number").distinct("form")
    return {row.form_id: row for row in rows}
