from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import migrations

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

OLD, NEW = "custody.fever_threshold", "measures.fever_threshold"


def rename(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001 - Django's contract
    """The threshold was custody's; gates and observed persons have the same one."""
    apps.get_model("measures", "Measure").objects.filter(parameter=OLD).update(parameter=NEW)


def back(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001
    apps.get_model("measures", "Measure").objects.filter(parameter=NEW).update(parameter=OLD)


class Migration(migrations.Migration):
    dependencies = [("measures", "0001_initial")]

    operations = [migrations.RunPython(rename, back, elidable=False)]
