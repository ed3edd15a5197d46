from django.db import migrations, models

INDEX = "create unique index concurrently if not exists helps_once on tasks_helper (task_id, unit_id) where until is null"


class Migration(migrations.Migration):
    """A unit helps once at a time. Made beside those who work: before this nothing could stand twice either."""

    atomic = False

    dependencies = [
        ('tasks', '0003_files_helpers'),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AddConstraint(
                    model_name='helper',
                    constraint=models.UniqueConstraint(
                        condition=models.Q(('until__isnull', True)), fields=('task', 'unit'), name='helps_once'
                    ),
                ),
            ],
            database_operations=[migrations.RunSQL(INDEX, "drop index if exists helps_once")],
        ),
    ]
