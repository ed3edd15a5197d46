"""What was written before there was a search is found too."""

from django.db import migrations

from fengsui.ground.documents import content, words


def index(apps, _editor):
    Document = apps.get_model("documents", "Document")
    Words = apps.get_model("documents", "Words")
    for row in Document.objects.select_related("series").iterator(200):
        number = f"{row.series.title}〔{row.year}〕第{row.number}期" if row.number else ""
        text = "\n".join(dict.fromkeys(one for one in (row.title, number, *content.texts(row.source)) if one))
        short = words.plain(text)
        Words.objects.create(document=row, text=text, plain=short, pairs=words.pairs(short))


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_official")]
    operations = [migrations.RunPython(index, migrations.RunPython.noop)]
