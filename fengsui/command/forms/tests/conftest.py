"""Sheets, and a prison that was counted."""

import pytest

from fengsui.cast import DAY
from fengsui.command.forms import actions
from fengsui.command.forms.queries.sheets import last
from fengsui.command.forms.tests import sheets


@pytest.fixture
def counted(units, officer, drill):
    """The prison: 580 held, strength known. The second prison said nothing."""
    from fengsui.frontline.custody import actions as custody
    from fengsui.frontline.custody.actions import Row

    rows = [Row(units["ward-1"], 300, 0, 300, 0), Row(units["ward-2"], 280, 0, 280, 0)]
    custody.count(units["prison"], DAY, "evening", rows, by=officer)
    custody.set_strength(units["prison"], DAY, on_duty=40, in_isolation=30, on_standby=35, inside_since=DAY, by=officer)


@pytest.fixture
def form(counted, units, superior):
    """The daily sheet, kept by the prison administration; nothing accepted yet."""
    return actions.register(units["prisons"], sheets.saved(sheets.daily()), "日报.xlsx", by=superior)


@pytest.fixture
def version(form):
    return last(form)


@pytest.fixture
def mapped(form, version, superior):
    """The same with all suggestions accepted."""
    actions.accept(version, by=superior)
    return form


@pytest.fixture
def web(client, account, superior):
    client.force_login(account(superior))
    return client
