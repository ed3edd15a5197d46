"""How people sign in: with an account that a security administrator opened. Nobody signs up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from fengsui.ground.org import actions

if TYPE_CHECKING:
    from django.http import HttpRequest

    from fengsui.ground.org.models import Account

# Whoever signs in or out sees that it worked; a toast about it is noise.
_SILENT = {"account/messages/logged_in.txt", "account/messages/logged_out.txt"}


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _(
            "The log-in name or the password is not right. Check the keyboard (capitals, Chinese input); "
            "if you have forgotten it, ask your security administrator."
        ),
        "too_many_login_attempts": _("Too many failed attempts. Wait five minutes, then try again."),
        "account_inactive": _("This account is closed. Ask your security administrator."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - the library's contract
        return False

    def clean_password(self, password: str, user: Account | None = None) -> str:
        if user and user.must_change and user.check_password(password):
            raise ValidationError(_("This is the password that you were given; choose another."))
        return str(super().clean_password(password, user))

    def set_password(self, user: Account, password: str) -> None:
        """Called by the library's own form when somebody changes their password."""
        actions.change_password(user, password)

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        if message_template not in _SILENT:
            super().add_message(request, level, message_template, *args, **kwargs)
