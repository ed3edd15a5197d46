"""The text of a QR pass: `FS1.<payload>.<signature>`, both base64url without padding; read by phones without a network.

payload: JSON {"p": pass, "r": regular (both hex), "u": until (epoch seconds), "g": gate or 0}. signature: ECDSA P-256 with
SHA-256 over the ASCII of the payload part, r‖s, as WebCrypto verifies it. No name is in it.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature, encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from fengsui.frontline.gates.queries.policy import Card
from fengsui.ground.vault import ring

if TYPE_CHECKING:
    from collections.abc import Container

MARK = "FS1"
LONGEST = 600
_SIDE = 32  # bytes of a coordinate, and of each half of a signature
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of P-256


@dataclass(frozen=True)
class Text:
    """What a pass says of itself."""

    pk: UUID
    regular: UUID
    until: int
    gate: int = 0


def key() -> ec.EllipticCurvePrivateKey:
    """The installation's key, derived from the ring that stays: backed up with it, the same in every process."""
    return _key(ring.lookup_key())


@lru_cache(maxsize=2)
def _key(secret: bytes) -> ec.EllipticCurvePrivateKey:
    wide = HKDFExpand(algorithm=SHA256(), length=48, info=b"gates.pass").derive(secret)
    return ec.derive_private_key(int.from_bytes(wide) % (_ORDER - 1) + 1, ec.SECP256R1())


def jwk(public: ec.EllipticCurvePublicKey) -> dict[str, str]:
    numbers = public.public_numbers()
    return {"kty": "EC", "crv": "P-256", "x": _text(numbers.x.to_bytes(_SIDE)), "y": _text(numbers.y.to_bytes(_SIDE))}


def write(text: Text, private: ec.EllipticCurvePrivateKey) -> str:
    """The same pass is always the same text."""
    said = {"p": text.pk.hex, "r": text.regular.hex, "u": text.until, "g": text.gate}
    payload = _text(json.dumps(said, separators=(",", ":")).encode())
    signed = private.sign(payload.encode(), ec.ECDSA(SHA256(), deterministic_signing=True))
    r, s = decode_dss_signature(signed)
    return f"{MARK}.{payload}.{_text(r.to_bytes(_SIDE) + s.to_bytes(_SIDE))}"


def read(code: str, public: ec.EllipticCurvePublicKey) -> Text | None:
    """What a pass says; None: it is none of ours."""
    mark, _dot, rest = code.strip()[:LONGEST].partition(".")
    payload, _dot, signature = rest.partition(".")
    try:
        raw = _bytes(signature)
        if mark != MARK or len(raw) != 2 * _SIDE:
            return None
        halves = int.from_bytes(raw[:_SIDE]), int.from_bytes(raw[_SIDE:])
        public.verify(encode_dss_signature(*halves), payload.encode(), ec.ECDSA(SHA256()))
        said = json.loads(_bytes(payload))
        return Text(UUID(said["p"]), UUID(said["r"]), int(said["u"]), int(said["g"]))
    except (InvalidSignature, ValueError, KeyError, TypeError):
        return None


def check(
    code: str, public: ec.EllipticCurvePublicKey, *, gate: int, now: float, revoked: Container[UUID]
) -> tuple[Card, Text | None]:
    """What a pass is worth at a gate, as a phone finds it without a network."""
    text = read(code, public)
    if text is None:
        return Card.FORGED, None
    if text.pk in revoked:
        return Card.REVOKED, text
    if text.until <= now:
        return Card.EXPIRED, text
    return (Card.GOOD if text.gate in {0, gate} else Card.ELSEWHERE), text


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
