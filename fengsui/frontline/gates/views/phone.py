"""The doors for phones: bind, state, sync. No session, no log-in; the device's key in `Authorization: Device <id>.<key>`."""

from __future__ import annotations

import time
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

import msgspec
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST

from fengsui.frontline.gates import reading, wire
from fengsui.frontline.gates.actions import binding
from fengsui.frontline.gates.actions.swift import sync as take
from fengsui.frontline.gates.problems import WAIT, door
from fengsui.frontline.gates.queries import state as states
from fengsui.ground.clock import queries as clock
from fengsui.ground.interfaces.actions import Denied
from fengsui.ground.interfaces.door import address
from fengsui.ground.measures import queries as measures
from fengsui.ground.org.doors import number_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest


def _answer(told: object, status: int = 200) -> HttpResponse:
    return HttpResponse(msgspec.json.encode(told), status=status, content_type="application/json")


# Who sends slowly holds a thread. Of the three of a process (site/launch/children.py) one stays free for others.
_READING = BoundedSemaphore(2)
_PATIENCE_S, _SLOW_S, _SLOWEST = 0.2, 10, 100  # bytes a second: a tenth of what the worst mobile network does


def _body(request: HttpRequest) -> bytes:
    """The body unpacked; never more of it than is allowed, and never by the last thread of a process."""
    if not _READING.acquire(timeout=_PATIENCE_S):
        raise _busy()
    try:
        packed = b"".join(_pieces(request))
    except (OSError, RequestDataTooBig):  # the network broke off in the middle
        packed = b""
    finally:
        _READING.release()
    return reading.unpacked(packed, request.headers.get("Content-Encoding", "").strip().lower())


def _pieces(request: HttpRequest) -> Iterator[bytes]:
    """The body in pieces that grow: a read waits until all of it is there, so who drips is noticed at the first ones."""
    begun, size, there = time.monotonic(), 16, 0
    while there <= reading.LARGEST and (piece := request.read(min(size, reading.LARGEST + 1 - there))):
        yield piece
        there, size = there + len(piece), size * 2
        lasted = time.monotonic() - begun
        if lasted > _SLOW_S and there < lasted * _SLOWEST:
            raise _busy()


def _busy() -> Denied:
    sentence = _("The network is too slow, or too many phones send at once. This one keeps all and tries again.")
    return Denied(503, "gates.busy", sentence, wait=WAIT)


@csrf_exempt
@login_not_required
@require_POST
@door
def bind(request: HttpRequest) -> HttpResponse:
    """Make this phone the gate's, by the code of its link."""
    binding.slow_down(address(request))
    asked = reading.said(_body(request), wire.Bind)
    device, key = binding.bind(asked.code, asked.label)
    return _answer({"device": str(device.pk), "key": key, "state": states.state(device)}, 201)


@csrf_exempt
@login_not_required
@require_GET
@door
def state(request: HttpRequest) -> HttpResponse:
    """What the phone should know; 304 if it knows it. since: the version of the list of people it has."""
    device = binding.admitted(request.headers.get("Authorization", ""))
    since = number_of(request.GET.get("since", ""))
    tag = f'"{states.mark(device)}.{since}.{".".join(map(str, states.totals(device.gate).values()))}"'
    if request.headers.get("If-None-Match", "").removeprefix("W/") == tag:
        answer = HttpResponse(status=304)
    else:
        answer = _answer(states.state(device, since))
    answer["ETag"] = tag
    return answer


@csrf_exempt
@login_not_required
@require_POST
@door
def sync(request: HttpRequest) -> HttpResponse:
    """Take what the phone has, and say what became of each record."""
    call = binding.called(request.headers.get("Authorization", ""))
    with measures.remembering(call.measures):
        results = take(call, reading.read(_body(request)))
        return _answer(wire.Answers(clock.now(), call.mark(), results))
