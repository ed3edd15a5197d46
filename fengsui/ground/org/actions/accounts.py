"""Log-ins: opened by who may register, with a first password that must be changed."""

from __future__ import annotations

import re
import secrets
from typing import TYPE_CHECKING

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal import deeds
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.ground.org.actions.people import units_of
from fengsui.ground.org.models import Account, Unit
from fengsui.house import Refused

if TYPE_CHECKING:
    from fengsui.ground.org.models import Person
    from fengsui.ground.org.scope import Actor


_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another on paper


def first_password() -> str:
    """A password to be written down once and changed at the first log-in."""
    return "-".join("".join(secrets.choice(_ALPHABET) for _ in range(4)) for _ in range(3))


@action
def open_account(person: Person, username: str, password: str, *, by: Actor, check: bool = True) -> Account:
    """Give a person a log-in, whose password must be changed. `check=False` only for a drill's printed accounts."""
    _require(by, person)
    name = username.strip()
    if not _USERNAME.fullmatch(name):
        raise Refused(
            "org.username", _("A log-in name has 2 to 40 letters, digits, hyphens or dots."), field="username"
        )
    if Account.objects.filter(username__iexact=name).exists():
        raise Refused("org.username", _("This log-in name is taken; choose another."), field="username")
    if Account.objects.filter(person=person).exists():
        raise Refused("org.account", _("This person has an account already."), field="username")
    own = check or not clock.is_drill()
    if own:
        _strong(password)
    account = Account.objects.create_user(name, password, person=person, must_change=own)
    _tell("org.account_opened", account, by)
    return account


_USERNAME = re.compile(r"[\w.@+-]{2,40}")


@action
def close_account(account: Account, *, by: Actor) -> Account:
    """Let nobody sign in with an account any more; its sessions end with it."""
    _require(by, account.person)
    if not Account.objects.filter(pk=account.pk, is_active=True).update(is_active=False):
        raise Refused("org.account_closed", _("This account is closed already."))
    _tell("org.account_closed", account, by)
    account.refresh_from_db()
    return account


@action
def reopen_account(account: Account, *, by: Actor) -> Account:
    """Let a closed account be used again, with its old password."""
    _require(by, account.person)
    if not Account.objects.filter(pk=account.pk, is_active=False).update(is_active=True):
        raise Refused("org.account_open", _("This account is open."))
    _tell("org.account_reopened", account, by)
    account.refresh_from_db()
    return account


@action
def reset_password(account: Account, password: str, *, by: Actor) -> Account:
    """Give an account a new first password; who is signed in with it is signed out."""
    _require(by, account.person)
    _strong(password)
    account.set_password(password)
    account.must_change = True
    account.save(update_fields=["password", "must_change"])
    _tell("org.password_reset", account, by)
    return account


@action
def change_password(account: Account, password: str) -> None:
    """One's own new password: from now on nobody else knows it. No right is needed over one's own account."""
    deeds.asked()
    account.set_password(password)
    account.must_change = False
    account.save(update_fields=["password", "must_change"])
    _tell("org.password_changed", account, account.person)


def _require(by: Actor, person: Person) -> None:
    """The right at a unit where the person is; an account of somebody above is nobody's business below."""
    here = list(Unit.objects.filter(pk__in=units_of(person)))
    if not here:
        scope.require(by, "org.register")
    scope.require_all(by, "org.register", here)


def _strong(password: str) -> None:
    try:
        validate_password(password)
    except ValidationError as error:
        raise Refused("org.password", " ".join(error.messages), field="password") from error


def _tell(kind: str, account: Account, by: Actor) -> None:
    unit = min(units_of(account.person), default=None)
    journal.write(kind, by=by.pk, unit=unit, about=f"org.person:{account.person_id}", person=str(account.person_id))
