"""Models and migrations agree, and no migration locks or loses what a running installation holds."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django_migration_linter import MigrationLinter

OWN = [config.label for config in apps.get_app_configs() if config.name.startswith("fengsui.")]


@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration():
    call_command("makemigrations", *OWN, check=True, dry_run=True)


@pytest.mark.django_db
def test_no_migration_after_the_first_locks_or_loses_data(capsys):
    linter = MigrationLinter(include_apps=OWN, ignore_initial_migrations=True, no_cache=True)
    linter.lint_all_migrations()
    assert not linter.has_errors, capsys.readouterr().out
