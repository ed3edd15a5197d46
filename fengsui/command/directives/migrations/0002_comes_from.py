from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directives', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='directive',
            name='comes_from',
            field=models.CharField(blank=True, db_default='', default='', max_length=120),
        ),
        migrations.AddField(
            model_name='directive',
            name='url',
            field=models.CharField(blank=True, db_default='', default='', max_length=300),
        ),
    ]
