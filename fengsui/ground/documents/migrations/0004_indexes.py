"""The indexes over tables that a running installation fills, made beside its work: no lock, no transaction around them."""

from django.db import migrations, models
from django.db.models import Q

ONCE = ("approved", "numbered", "issued", "void", "dropped")
_LISTED = ", ".join(f"'{stage}'" for stage in ONCE)


def made(name, sql, state):
    """An index that may be there already, and what Django is to know of it."""
    drop = f"DROP INDEX CONCURRENTLY IF EXISTS {name}"
    return migrations.SeparateDatabaseAndState(
        [migrations.RunSQL(f"CREATE {sql}", drop)], [state]
    )


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("documents", "0003_words")]
    operations = [
        made(
            "documents_in_stage",
            "INDEX CONCURRENTLY IF NOT EXISTS documents_in_stage ON documents_step (stage)",
            migrations.AddIndex("step", models.Index(fields=["stage"], name="documents_in_stage")),
        ),
        made(
            "letters_once_a_unit",
            "UNIQUE INDEX CONCURRENTLY IF NOT EXISTS letters_once_a_unit ON documents_series (unit_id, letters)"
            " WHERE NOT (letters = '')",
            migrations.AddConstraint("series", models.UniqueConstraint(
                fields=["unit", "letters"], condition=~Q(letters=""), name="letters_once_a_unit"
            )),
        ),
        made(
            "a_step_once",
            f"UNIQUE INDEX CONCURRENTLY IF NOT EXISTS a_step_once ON documents_step (document_id, stage) WHERE stage IN ({_LISTED})",
            migrations.AddConstraint("step", models.UniqueConstraint(
                fields=["document", "stage"], condition=Q(stage__in=ONCE), name="a_step_once"
            )),
        ),
        made(
            "a_token_once",
            "UNIQUE INDEX CONCURRENTLY IF NOT EXISTS a_token_once ON documents_original (token)",
            migrations.AlterField("original", "token", models.CharField(max_length=22, null=True, unique=True)),
        ),
    ]
