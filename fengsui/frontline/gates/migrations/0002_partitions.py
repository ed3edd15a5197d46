"""The store of passages becomes a partitioned table: by ranges of the id, a day each, made as rows come (queries.store)."""

from __future__ import annotations

from django.db import migrations

_FORTH = """
alter table gates_passage rename to gates_passage_plain;
create table gates_passage (like gates_passage_plain including defaults including generated) partition by range (id);
drop table gates_passage_plain;
alter table gates_passage add primary key (id);
create index passage_at_gate on gates_passage (gate_id, at);
create index passage_of_person on gates_passage (who, at) where who is not null;
create index passage_of_plate on gates_passage (plate, at) where plate is not null;
create table gates_passage_default partition of gates_passage default;
"""


class Migration(migrations.Migration):
    dependencies = [("gates", "0001_initial")]

    operations = [migrations.RunSQL(_FORTH, migrations.RunSQL.noop)]
