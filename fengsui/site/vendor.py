"""Fetch the parts that others wrote for the browser, as `vendored.toml` lists them. Run by a developer, never at run time.

    python -m fengsui.site.vendor          fetch everything anew and compare with the recorded checksums
    python -m fengsui.site.vendor icons    only the icons: all that templates and code name, no others
    python -m fengsui.site.vendor verify   without a network: are the files the ones that were recorded?

Needs `npm` (for `npm pack` only; nothing is installed). A package's `sha512` is that of its archive; a file's that of the
file as it stands here. To take a new version: change `version`, empty both kinds of `sha512`, run, read the difference.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "fengsui" / "site"
MANIFEST = SITE / "vendored.toml"
ICONS = SITE / "icons"
ICON_PACKAGE = "@tabler/icons"

# In templates the icon tag and every icon= of another tag; in code icon=, mark= and the default of a declaration.
_NAMED = re.compile(r"""(?:\{%\s*icon\s+|\b(?:icon|mark)=|\bicon: str = )["']([a-z0-9-]+)["']""")
_TABLES = {"menu.py", "notes.py", "tones.py"}  # here an icon may stand without its keyword
_LITERAL = re.compile(r'"([a-z][a-z0-9-]+)"')
_SOURCE_MAP = re.compile(rb"\n?/[/*][#@] sourceMappingURL=[^\n*]*(?:\*/)?")


class Mismatch(SystemExit):
    """What was fetched or found is not what was recorded."""


def manifest() -> list[dict[str, Any]]:
    return list(tomllib.loads(MANIFEST.read_text(encoding="utf-8"))["package"])


def sha512(content: bytes) -> str:
    return base64.b64encode(hashlib.sha512(content).digest()).decode()


def named_icons() -> tuple[set[str], set[str]]:
    """Every icon that a template or a line of code names; and the words that may be icons or not."""
    files = [
        path for top in ("fengsui", "examples") for end in ("html", "py") for path in ROOT.glob(f"{top}/**/*.{end}")
    ]
    named, perhaps = set(), set()
    for path in files:
        if "tests" in path.parts or path.name == "vendor.py":
            continue
        text = path.read_text(encoding="utf-8")
        named |= set(_NAMED.findall(text))
        perhaps |= set(_LITERAL.findall(text)) if path.name in _TABLES else set()
    return named, perhaps


def fetch(package: dict[str, Any], folder: Path) -> tarfile.TarFile:
    """Download a package's archive and hold it against its checksum."""
    spec = f"{package['name']}@{package['version']}"
    done = subprocess.run(["npm", "pack", "--json", spec], cwd=folder, check=True, capture_output=True, text=True)
    listed = json.loads(done.stdout)
    about = next(iter(listed.values())) if isinstance(listed, dict) else listed[0]
    archive = folder / about["filename"]
    found = sha512(archive.read_bytes())
    if package["sha512"] not in {"", found}:
        raise Mismatch(f"{spec}: sha512 is {found}, recorded is {package['sha512']}")
    package["sha512"] = found
    return tarfile.open(archive)


def _member(archive: tarfile.TarFile, name: str) -> bytes:
    source = archive.extractfile(f"package/{name}")
    if source is None:
        raise Mismatch(f"there is no {name} in the archive")
    return _SOURCE_MAP.sub(b"", source.read())


def copy_files(package: dict[str, Any], archive: tarfile.TarFile) -> None:
    """Copy the listed files without their source-map lines, which collectstatic would follow in vain."""
    for file in package.get("file", []):
        content = _member(archive, file["from"])
        if file["sha512"] not in {"", sha512(content)}:
            raise Mismatch(f"{file['to']} differs from what was recorded")
        file["sha512"] = sha512(content)
        target = ROOT / file["to"]
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        print(f"  {file['to']}  {len(content):,} bytes")


def _icon(archive: tarfile.TarFile, name: str) -> str:
    """An icon's bare paths; the tag adds the frame. KeyError if there is none."""
    style, rest = ("filled", name[7:]) if name.startswith("filled-") else ("outline", name)
    text = _member(archive, f"icons/{style}/{rest}.svg").decode()
    bare = re.sub(r"<!--.*?-->|</?svg[^>]*>|<path stroke=\"none\"[^>]*/>", "", text, flags=re.DOTALL)
    return re.sub(r"\s*\n\s*", "", bare) + "\n"


def copy_icons(archive: tarfile.TarFile) -> None:
    """Write the icons that are named somewhere, and drop those that nobody names any more."""
    named, perhaps = named_icons()
    listed = set(archive.getnames())
    wanted = named | {name for name in perhaps if f"package/icons/outline/{name}.svg" in listed}
    ICONS.mkdir(exist_ok=True)
    for name in sorted(wanted):
        try:
            (ICONS / f"{name}.svg").write_text(_icon(archive, name), encoding="utf-8")
        except KeyError:
            raise Mismatch(f"there is no icon “{name}” in {ICON_PACKAGE}; look for another one") from None
    for path in ICONS.glob("*.svg"):
        if path.stem not in wanted:
            path.unlink()
    print(f"  fengsui/site/icons/  {len(wanted)} icons")


def record(packages: list[dict[str, Any]]) -> None:
    """Write the manifest back with the checksums found."""
    head = MANIFEST.read_text(encoding="utf-8").split("[[package]]")[0]
    parts = [head.rstrip() + "\n"]
    for package in packages:
        lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in package.items() if key != "file"]
        parts.append("\n[[package]]\n" + "\n".join(lines) + "\n")
        for file in package.get("file", []):
            lines = [f"{key} = {json.dumps(value)}" for key, value in file.items()]
            parts.append("\n[[package.file]]\n" + "\n".join(lines) + "\n")
    MANIFEST.write_text("".join(parts), encoding="utf-8")


def verify() -> list[str]:
    """A sentence for every vendored file that is missing or was changed."""
    files = [file for package in manifest() for file in package.get("file", [])]
    return [
        f"{file['to']} is missing or was changed by hand"
        for file in files
        if not (ROOT / file["to"]).exists() or sha512((ROOT / file["to"]).read_bytes()) != file["sha512"]
    ]


def main(what: str = "all") -> None:
    if what == "verify":
        raise SystemExit("\n".join(verify()) or 0)
    packages = manifest()
    with tempfile.TemporaryDirectory() as folder:
        for package in packages:
            if what == "icons" and package["name"] != ICON_PACKAGE:
                continue
            print(f"{package['name']} {package['version']}")
            with fetch(package, Path(folder)) as archive:
                copy_files(package, archive)
                if package["name"] == ICON_PACKAGE:
                    copy_icons(archive)
    record(packages)


if __name__ == "__main__":
    main(*sys.argv[1:2])
