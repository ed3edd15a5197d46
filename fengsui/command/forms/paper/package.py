"""A file of Office: a zip of parts. Read within limits; written so that the same parts always give the same bytes."""

from __future__ import annotations

import io
import posixpath
import zipfile

from fengsui.command.forms.paper.xml import attribute, children, parse
from fengsui.ground.tables.sniff import damaged

_DAWN = (1980, 1, 1, 0, 0, 0)


class Package:
    """The parts of a file by name, in their order."""

    def __init__(self, body: bytes) -> None:
        try:
            with zipfile.ZipFile(io.BytesIO(body)) as archive:
                self.parts = {one.filename: archive.read(one) for one in archive.infolist() if not one.is_dir()}
        except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, OSError) as error:
            raise damaged() from error

    def save(self) -> bytes:
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            for name, body in self.parts.items():
                archive.writestr(zipfile.ZipInfo(name, _DAWN), body, zipfile.ZIP_DEFLATED)
        return file.getvalue()

    def targets(self, part: str, kind: str) -> dict[str, str]:
        """The parts of a kind that a part points at: relation id → name of the part. `kind` is the end of its type."""
        rels = rels_of(part)
        if rels not in self.parts:
            return {}
        found = {}
        for one in children(parse(self.parts[rels]), "Relationship"):
            if attribute(one, "Type").endswith("/" + kind) and attribute(one, "TargetMode") != "External":
                found[attribute(one, "Id")] = resolve(part, attribute(one, "Target"))
        return found

    def main(self) -> str:
        """The name of the part that everything begins with."""
        found = [name for name in self.targets("", "officeDocument").values() if name in self.parts]
        if not found:
            raise damaged()
        return found[0]


def rels_of(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def resolve(part: str, target: str) -> str:
    """The full name of a part that another one points at by a relative or absolute name."""
    if target.startswith("/"):
        return target[1:]
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))
