"""Icons: the vendored paths, framed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from fengsui.site import home

FOLDER = Path(__file__).parent / "icons"


@cache
def paths(name: str) -> str:
    """The shapes of an icon. One that is not there is a mistake in a test, and a blank in front of a user."""
    file = FOLDER / f"{name}.svg"
    if not file.exists():
        if not (settings.DEBUG or home.flag("FENGSUI_TESTING")):
            return ""
        raise LookupError(f"there is no icon “{name}” yet; run: python -m fengsui.site.vendor icons")
    return file.read_text(encoding="utf-8").strip()


def svg(name: str, label: str = "", css: str = "") -> SafeString:
    """An icon as inline SVG; hidden from screen readers unless it has a label."""
    if not name:
        return SafeString("")
    spoken = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    filled = " icon-filled" if name.startswith("filled-") else ""
    css = f" {escape(css)}" if css else ""
    return mark_safe(f'<svg class="icon{filled}{css}" viewBox="0 0 24 24" {spoken}>{paths(name)}</svg>')  # noqa: S308 - our own files, the rest escaped
