from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class IndicatorsConfig(AppConfig):
    name = "fengsui.ground.indicators"

    def ready(self) -> None:
        post_migrate.connect(_register, sender=self)


def _register(**_signal: Any) -> None:
    """Give new indicators their places whenever the tables are brought up to date."""
    from fengsui.ground.indicators.actions import register_slots  # noqa: PLC0415 - models are not there before

    register_slots()
