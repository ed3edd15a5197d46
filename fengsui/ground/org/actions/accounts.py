"""Log-ins: opened by who may register, with a first password that must be changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.journal import actions as journal
from fengsui.ground.journal.deeds import action
from fengsui.ground.org import scope
from fengsui.ground.org.models import Account
from fengsui.house import Refused

if TYPE_CHECKING:
    from fengsui.ground.org.models import Person
    from fengsui.ground.org.scope import Actor


@action
def open_account(person: Person, username: str, password: str, *, by: Actor, check: bool = True) -> Account:
    """Give a person a log-in. `check=False` only for a drill's printed accounts."""
    scope.require(by, "org.register")
    if Account.objects.filter(username=username).exists():
        raise Refused("org.username", _("This log-in name is taken; choose another."), field="username")
    if check or not clock.is_drill():
        try:
            validate_password(password)
        except ValidationError as error:
            raise Refused("org.password", " ".join(error.messages), field="password") from error
    account = Account.objects.create_user(username, password, person=person)
    journal.write("org.registered", by=by.pk, unit=None, about=f"org.person:{person.pk}", persons=1)
    return account
