"""Whom a row of another sheet means: somebody in the sheet of persons, or somebody here."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.utils.translation import gettext_noop

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fengsui.ground.exchange.lines import Line
    from fengsui.ground.exchange.matching.people import People


class References:
    """Answers with a person's id, or `row:N` for a person who comes in row N of the sheet of persons."""

    def __init__(self, persons: Iterable[Line], people: People) -> None:
        self.people = people
        self._file: dict[tuple[str, ...], set[str]] = defaultdict(set)
        self._rejected: set[tuple[str, ...]] = set()
        for line in persons:
            ref = line.target or f"row:{line.number}"
            for key in self._keys(line):
                if line.is_good:
                    self._file[key].add(ref)
                else:
                    self._rejected.add(key)

    def _keys(self, line: Line) -> list[tuple[str, ...]]:
        """By what a person is meant, the surest first."""
        keys: list[tuple[str, ...]] = [
            (column, line.get(column)) for column in ("person", "identity") if line.get(column)
        ]
        if line.get("phone"):
            keys.append(("phone", line.get("phone"), line.get("name")))
        return [*keys, ("name", line.get("unit"), line.get("name"))]

    def find(self, line: Line) -> str:
        """The person of a row; empty, with a sentence on the row, if there is none or more than one."""
        keys = self._keys(line)
        for key in keys:
            found = self._file.get(key) or self._here(key)
            if len(found) == 1:
                return self._checked(line, *found)
            if len(found) > 1:
                line.wrong(
                    "name",
                    gettext_noop("Several persons are meant by this; give the identity number or the person's id."),
                )
                return ""
        if self._rejected.intersection(keys):
            line.wrong(
                "name", gettext_noop("This person's row in the sheet of persons was rejected; mend that row first.")
            )
        else:
            line.wrong(
                "name", gettext_noop("This person is neither here nor in the sheet of persons; enter the person first.")
            )
        return ""

    def _here(self, key: tuple[str, ...]) -> set[str]:
        people = self.people
        match key:
            case ("person", one):
                return {one} if one in people.known else set()
            case ("identity", number):
                return {one for one in people.by_identity.get(number, []) if one in people.known}
            case ("phone", number, name):
                found = (people.known[one] for one in people.by_phone.get(number, []) if one in people.known)
                return {one.id for one in found if one.name == name}
            case ("name", code, name):
                return set(people.named(name, code))
        return set()

    def _checked(self, line: Line, ref: str) -> str:
        """A number that belongs to somebody of another name is a slip of the pen."""
        known = self.people.known.get(ref)
        if known and "*" not in line.get("name") and known.name != line.get("name") and ref not in self._file_refs():
            line.wrong("name", gettext_noop("The number belongs to a person of another name; correct one of them."))
            return ""
        return ref

    def _file_refs(self) -> set[str]:
        if not hasattr(self, "_refs"):
            self._refs = {ref for refs in self._file.values() for ref in refs}  # a person whose name this file changes
        return self._refs
