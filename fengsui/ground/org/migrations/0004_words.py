from django.db import migrations

from fengsui.ground.org import find


def fill(apps, schema_editor):
    unit = apps.get_model("org", "Unit")
    rows = list(unit.objects.all())
    for row in rows:
        row.words = find.words_of(row)
    unit.objects.bulk_update(rows, ["words"], batch_size=500)


class Migration(migrations.Migration):

    dependencies = [
        ('org', '0003_changes'),
    ]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
