"""What providers post to us, read: each in its own words. A hook's address holds a secret that is derived, so no copy of the database has it."""

from __future__ import annotations

import hashlib
import hmac
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings

from fengsui.ground.clock import queries as clock
from fengsui.ground.messages.actions.receipts import Receipt
from fengsui.ground.messages.actions.replying import Said
from fengsui.ground.messages.models import Sender

if TYPE_CHECKING:
    from collections.abc import Callable

    from fengsui.ground.messages.models import Provider

MOST = 1000  # things in one call


def secret(provider: Provider) -> str:
    return _mark(f"fengsui.messages:{provider.pk}:{provider.version}")


def _mark(said: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), said.encode(), hashlib.sha256).hexdigest()[:40]


def rows(body: bytes) -> list[dict[str, Any]] | None:
    """The things of a call: a list, or one; None if it is neither."""
    try:
        read = json.loads(body)
    except ValueError:
        return None
    listed = read if isinstance(read, list) else [read]
    return listed if len(listed) <= MOST and all(isinstance(one, dict) for one in listed) else None


def receipt(provider: Provider, row: dict[str, Any]) -> Receipt:
    return _RECEIPTS.get(provider.kind, _plain_receipt)(row)


def reply(provider: Provider, row: dict[str, Any]) -> Said:
    return _REPLIES.get(provider.kind, _plain_reply)(row)


def answer(provider: Provider) -> dict[str, Any]:
    """What a provider wants to hear, or it says it again."""
    return {"result": 0, "errmsg": "OK"} if provider.kind == Sender.TENCENT else {"code": 0, "msg": "OK"}


def _text(row: dict[str, Any], name: str) -> str:
    return str(row.get(name) or "").replace("\0", "")


def _moment(said: Any) -> datetime | None:
    """A moment as they write it: seconds since 1970, ISO, or local as 2020-02-03 18:30:00."""
    try:
        if isinstance(said, int):
            return datetime.fromtimestamp(said, UTC)
        found = datetime.fromisoformat(str(said))
    except (ValueError, OverflowError, OSError):
        return None
    return found if found.tzinfo else found.replace(tzinfo=clock.LOCAL)


def _aliyun_receipt(row: dict[str, Any]) -> Receipt:
    at = _moment(row.get("report_time"))
    return Receipt(row.get("success") is True, key=_text(row, "out_id"), at=at, said=_text(row, "err_code"))


def _tencent_receipt(row: dict[str, Any]) -> Receipt:
    said = f"{_text(row, 'errmsg')} {_text(row, 'description')}".strip()
    at = _moment(row.get("user_receive_time"))
    return Receipt(row.get("report_status") == "SUCCESS", ref=_text(row, "sid"), at=at, said=said)


def _plain_receipt(row: dict[str, Any]) -> Receipt:
    """For a gateway of one's own: key, arrived, at, said."""
    return Receipt(
        row.get("arrived") is True, key=_text(row, "key"), at=_moment(row.get("at")), said=_text(row, "said")
    )


def _aliyun_reply(row: dict[str, Any]) -> Said:
    number, text, at = _text(row, "phone_number"), _text(row, "content"), row.get("send_time")
    return Said(_text(row, "sequence_id") or _ref(number, at, text), number, text, _moment(at))


def _tencent_reply(row: dict[str, Any]) -> Said:
    number, text, at = _text(row, "mobile"), _text(row, "text"), row.get("time")
    return Said(_ref(number, at, text), number, text, _moment(at))


def _plain_reply(row: dict[str, Any]) -> Said:
    number, text, at = _text(row, "number"), _text(row, "text"), row.get("at")
    return Said(_text(row, "ref") or _ref(number, at, text), number, text, _moment(at))


def _ref(number: str, at: Any, text: str) -> str:
    """A name for a reply that has none; keyed, so that it does not give the number away."""
    return _mark(f"fengsui.reply:{number}:{at}:{text}")


_RECEIPTS: dict[str, Callable[[dict[str, Any]], Receipt]] = {
    Sender.ALIYUN: _aliyun_receipt, Sender.TENCENT: _tencent_receipt,
}  # fmt: skip
_REPLIES: dict[str, Callable[[dict[str, Any]], Said]] = {
    Sender.ALIYUN: _aliyun_reply, Sender.TENCENT: _tencent_reply,
}  # fmt: skip
