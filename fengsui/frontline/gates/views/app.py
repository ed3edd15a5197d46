"""The gate keeper's phone: a page without an account that works without a network. What it sends goes through `phone`.

Its files stand under a version that is the sum of their content: they may be kept for ever, and a new version is a new
address. The service worker lists them; the browser compares that list with its own on every visit.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from functools import cache
from mimetypes import guess_type
from pathlib import Path
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.csp import CSP
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

if TYPE_CHECKING:
    from django.http import HttpRequest

FOLDER = Path(__file__).resolve().parents[1] / "static" / "gates" / "phone"
WORKER = "sw.js"
FOREVER = "public, max-age=31536000, immutable"
ASK = "no-cache"  # kept, but asked for each time
POLICY = {
    "default-src": [CSP.NONE], "script-src": [CSP.SELF], "style-src": [CSP.SELF], "img-src": [CSP.SELF],
    "connect-src": [CSP.SELF], "manifest-src": [CSP.SELF], "worker-src": [CSP.SELF], "base-uri": [CSP.NONE],
    "form-action": [CSP.NONE], "frame-ancestors": [CSP.NONE],
}  # fmt: skip


@cache
def files() -> dict[str, bytes]:
    """Everything the phone needs but the worker, by its path below the version."""
    found = (path for path in sorted(FOLDER.rglob("*")) if path.is_file() and path.name not in {WORKER, "LICENSE"})
    return {path.relative_to(FOLDER).as_posix(): path.read_bytes() for path in found}


@cache
def version() -> str:
    """Twelve hexadecimal digits of the content of all files, the page's and the worker's too."""
    told = hashlib.sha256(render_to_string("gates/phone.html", {"version": ""}).encode())
    told.update((FOLDER / WORKER).read_bytes())
    for name, content in files().items():
        told.update(name.encode() + b"\0" + content)
    return told.hexdigest()[:12]


@cache
def _packed(content: bytes) -> bytes:
    return gzip.compress(content, 9, mtime=0)


def _answer(request: HttpRequest, content: bytes, kind: str, keep: str) -> HttpResponse:
    packs = "gzip" in request.headers.get("Accept-Encoding", "")
    answer = HttpResponse(_packed(content) if packs else content, content_type=kind)
    if packs:
        answer["Content-Encoding"] = "gzip"
    answer["Cache-Control"] = keep
    answer["X-Robots-Tag"] = "noindex"
    patch_vary_headers(answer, ["Accept-Encoding"])
    return answer


@login_not_required
@csp_override(POLICY)
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The page itself: the same for everybody; who it is for, the phone knows."""
    html = render_to_string("gates/phone.html", {"version": version()})
    return _answer(request, html.encode(), "text/html; charset=utf-8", ASK)


@login_not_required
@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, told which version it belongs to and what that consists of."""
    listed = [reverse("gates:app"), *(reverse("gates:app_file", args=[version(), name]) for name in files())]
    head = f"const VERSION = {json.dumps(version())};\nconst FILES = {json.dumps(listed)};\n"
    return _answer(request, head.encode() + (FOLDER / WORKER).read_bytes(), "text/javascript; charset=utf-8", ASK)


@login_not_required
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone needs to put the page on its home screen."""
    told = {
        "name": "门岗登记 · Gate", "short_name": "门岗", "lang": "zh-Hans", "id": reverse("gates:app"),
        "start_url": reverse("gates:app"), "scope": reverse("gates:app"), "display": "standalone",
        "orientation": "portrait", "background_color": "#0b2a5b", "theme_color": "#0b2a5b",
        "icons": [{"src": static("site/fengsui.svg"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"}],
    }  # fmt: skip
    return _answer(request, json.dumps(told, ensure_ascii=False).encode(), "application/manifest+json", ASK)


@login_not_required
@require_safe
def file(request: HttpRequest, edition: str, name: str) -> HttpResponse:
    """One file of this version. Of another there is none: who has an older page has its files with it."""
    content = files().get(name) if edition == version() else None
    if content is None:
        raise Http404
    kind = guess_type(name)[0] or "application/octet-stream"
    return _answer(request, content, f"{kind}; charset=utf-8", FOREVER)
