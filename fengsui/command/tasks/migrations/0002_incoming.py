from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('tasks', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='task',
            name='source',
            field=models.CharField(choices=[('own', 'given by hand'), ('finding', 'a finding'), ('plan', 'a work plan'), ('directive', 'a directive'), ('meeting', 'a meeting'), ('telephone', 'a telephone note'), ('incoming', 'an incoming paper')], max_length=10),
        ),
    ]
