"""Make the fonts of this folder from the packages that `fonts.toml` lists. Run by a developer, never at run time.

    python fengsui/ground/documents/fonts/make.py          fetch anew, cut, compare with the recorded checksums
    python fengsui/ground/documents/fonts/make.py verify   without a network: are the files the ones recorded?

Needs Debian's `apt-get` and `dpkg-deb`, `npm` (for `npm pack` only) and `uvx` (for fonttools and cffsubr, pinned below).
The cut drops hinting, which print does not need, and characters that no document has: so everything is 26 MB and not 95.
To take a new version: change `version`, empty the `sha512`, run, look at a document.
"""
# ruff: noqa: INP001, T201, S603, S607 - a developer's tool, not a room's file

from __future__ import annotations

import gzip
import hashlib
import json
import os
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from itertools import product
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
MANIFEST = HERE / "fonts.toml"
SUBSET = ["uvx", "--from", "fonttools==4.68.0", "pyftsubset"]
PACK = ["uvx", "--from", "cffsubr==0.4.0", "cffsubr"]
MARKS = (
    *range(0x20, 0x250),
    *range(0x370, 0x3D0),
    *range(0x2000, 0x2500),
    *range(0x25A0, 0x2700),
    *range(0x3000, 0x3040),
)
HANZI = (*range(0x3200, 0x3400), *range(0x4E00, 0xA000))
WIDE = range(0xFE30, 0xFFF0)
RARE = range(0x20000, 0x32000)  # extensions B and later: of these the fall-back has what the state's table of 2013 has


class Mismatch(SystemExit):
    """What was fetched or found is not what was recorded."""


def sha512(content: bytes) -> str:
    return hashlib.sha512(content).hexdigest()


def manifest() -> list[dict[str, Any]]:
    return list(tomllib.loads(MANIFEST.read_text(encoding="utf-8"))["package"])


def gb2312() -> set[int]:
    """The characters of GB 2312: all that Fandol draws with care."""
    found = set()
    for pair in product(range(0xA1, 0xF8), range(0xA1, 0xFF)):
        try:
            found.add(ord(bytes(pair).decode("gb2312")))
        except UnicodeDecodeError:
            continue
    return found


def drawn(font: Path) -> set[int]:
    """The code points that a font draws."""
    code = "import sys; from fontTools.ttLib import TTFont; print(*TTFont(sys.argv[1], lazy=True).getBestCmap())"
    done = subprocess.run(
        ["uv", "run", "--no-project", "--with", SUBSET[2], "python", "-c", code, font], check=True, capture_output=True
    )
    return {int(word) for word in done.stdout.split()}


def kept(rule: str) -> set[int]:
    """The code points that a rule of the manifest keeps."""
    if rule == "page numbers":
        return {*range(0x20, 0x7F), *map(ord, "—–")}
    if rule == "what Fandol lacks":
        return {*MARKS, *HANZI, *RARE, *WIDE} - drawn(HERE / "FandolFang-Regular.otf")
    if rule == "gb2312":
        return {*MARKS, *WIDE, *gb2312()}
    return {*MARKS, *HANZI, *WIDE}


def cut(font: Path, target: Path, rule: str) -> None:
    """Keep a font's wanted characters, without hinting and layout tables; store outlines that repeat only once.

    The date of change is a fixed one, so that the same package makes the same bytes.
    """
    wanted = target.with_suffix(".txt")
    wanted.write_text(",".join(f"{point:x}" for point in sorted(kept(rule))), encoding="ascii")
    tables = "--drop-tables+=vhea,vmtx,VORG,BASE,STAT,GDEF,GPOS,GSUB,gasp,prep"
    options = [
        "--no-hinting",
        "--layout-features=",
        "--desubroutinize",
        "--notdef-outline",
        "--no-glyph-names",
        "--name-IDs=*",
        tables,
    ]
    subprocess.run([*SUBSET, font, f"--unicodes-file={wanted}", f"--output-file={target}", *options], check=True)
    if target.suffix == ".otf":
        subprocess.run([*PACK, "-i", target], check=True, env=os.environ | {"SOURCE_DATE_EPOCH": "1674599460"})
    wanted.unlink()


def fetch(package: dict[str, Any], folder: Path) -> Path:
    """Download a package, hold it against its checksum, unpack it; return the folder."""
    if package["source"] == "debian":
        subprocess.run(["apt-get", "download", f"{package['name']}={package['version']}"], cwd=folder, check=True)
    else:
        subprocess.run(["npm", "pack", "--silent", f"{package['name']}@{package['version']}"], cwd=folder, check=True)
    archive = next(path for path in folder.iterdir() if path.suffix in {".deb", ".tgz"})
    found = sha512(archive.read_bytes())
    if package["sha512"] not in {"", found}:
        raise Mismatch(f"{package['name']}: sha512 is {found}, recorded is {package['sha512']}")
    package["sha512"] = found
    if archive.suffix == ".deb":
        subprocess.run(["dpkg-deb", "-x", archive, folder], check=True)
    else:
        with tarfile.open(archive) as tar:
            tar.extractall(folder, filter="data")
    return folder


def take(package: dict[str, Any], folder: Path) -> None:
    for file in package["file"]:
        source, target = folder / file["from"], HERE / file["to"]
        if "keep" in file:
            cut(source, target, file["keep"])
        else:
            content = source.read_bytes()
            target.write_bytes(gzip.decompress(content) if source.suffix == ".gz" else content)
        found = sha512(target.read_bytes())
        if file["sha512"] not in {"", found}:
            raise Mismatch(f"{file['to']} differs from what was recorded")
        file["sha512"] = found
        print(f"  {file['to']}  {target.stat().st_size:,} bytes")


def record(packages: list[dict[str, Any]]) -> None:
    """Write the manifest back with the checksums found."""
    parts = [MANIFEST.read_text(encoding="utf-8").split("[[package]]")[0].rstrip() + "\n"]
    for package in packages:
        files = package.pop("file")
        for title, table in [("package", package), *(("package.file", file) for file in files)]:
            lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in table.items()]
            parts.append(f"\n[[{title}]]\n" + "\n".join(lines) + "\n")
    MANIFEST.write_text("".join(parts), encoding="utf-8")


def verify() -> list[str]:
    """A sentence for every file that is missing or was changed."""
    files = [file for package in manifest() for file in package["file"]]
    return [
        f"{file['to']} is missing or was changed by hand"
        for file in files
        if not (HERE / file["to"]).exists() or sha512((HERE / file["to"]).read_bytes()) != file["sha512"]
    ]


def main(what: str = "all") -> None:
    if what == "verify":
        raise SystemExit("\n".join(verify()) or 0)
    packages = manifest()
    for package in packages:
        print(f"{package['name']} {package['version']}")
        with tempfile.TemporaryDirectory() as folder:
            take(package, fetch(package, Path(folder)))
    record(packages)


if __name__ == "__main__":
    main(*sys.argv[1:2])
