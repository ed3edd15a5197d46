"""The installation's keys, by epoch, in one small file outside the database."""

from __future__ import annotations

import json
import os
import secrets
from base64 import b64decode, b64encode
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, AESSIV
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import ECB
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand
from django.conf import settings


@dataclass(frozen=True)
class Epoch:
    number: int
    wrapping: AESGCM
    digests: AESSIV
    traces: Cipher[ECB]  # a permutation of single blocks that are pseudo-random and distinct: what ECB is sound for


def _path() -> Path:
    return Path(settings.KEYS_DIR) / "epochs.json"


def _read() -> dict[str, str]:
    path = _path()
    if not path.exists():
        return {}
    status = path.stat()
    return dict(_parsed(path, status.st_mtime_ns, status.st_ino))


@lru_cache(maxsize=2)
def _parsed(path: Path, _changed: int, _inode: int) -> dict[str, str]:
    return dict(json.loads(path.read_text(encoding="utf-8")))


def _write(ring: dict[str, str]) -> None:
    """Replace the file in one step, so that a crash leaves the old or the new ring, never half of one."""
    path = _path()
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = path.with_suffix(".new")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(ring, file)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


@cache
def _derived(secret: str, number: int) -> Epoch:
    def derive(label: bytes, length: int) -> bytes:
        return HKDFExpand(algorithm=SHA256(), length=length, info=label).derive(b64decode(secret))

    traces = Cipher(AES256(derive(b"trace", 32)), ECB())  # noqa: S305 - see Epoch
    return Epoch(number, AESGCM(derive(b"wrap", 32)), AESSIV(derive(b"digest", 64)), traces)


def epoch(number: int) -> Epoch | None:
    """Return an epoch's keys, or None if they were destroyed."""
    secret = _read().get(str(number))
    return _derived(secret, number) if secret else None


def epochs() -> dict[int, Epoch]:
    """Return all epochs that are left, by number: the file is looked at once, for opening many."""
    return {int(n): _derived(secret, int(n)) for n, secret in _read().items() if n.isdigit()}


def current() -> Epoch:
    """Return the newest epoch, making the first one if there is none."""
    ring = _read()
    numbers = [int(n) for n in ring if n.isdigit()]
    if not numbers:
        return begin()
    return _derived(ring[str(max(numbers))], max(numbers))


def begin() -> Epoch:
    """Begin a new epoch; the old ones stay until `retire`."""
    ring = _read()
    number = max((int(n) for n in ring if n.isdigit()), default=0) + 1
    ring[str(number)] = b64encode(secrets.token_bytes(32)).decode()
    ring.setdefault("lookup", b64encode(secrets.token_bytes(32)).decode())
    _write(ring)
    return _derived(ring[str(number)], number)


def retire(before: int) -> None:
    """Destroy the keys of all epochs before this one."""
    ring = _read()
    _write({n: secret for n, secret in ring.items() if not n.isdigit() or int(n) >= before})
    _derived.cache_clear()


def lookup_key() -> bytes:
    current()
    return b64decode(_read()["lookup"])
