"""Who asks: the person behind a request, looked up once and only when somebody wants to know."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.http import HttpRequest

    from fengsui.ground.org.models import Person


def who(request: HttpRequest) -> Person | None:
    """Return the signed-in person, or None; and keep it as `request.person`."""
    if hasattr(request, "person"):
        return request.person  # type: ignore[no-any-return]
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return None
    request.person = person = user.person  # type: ignore[attr-defined]
    return person  # type: ignore[no-any-return]
