import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from fengsui.cast import REMEMBERED
from fengsui.ground.notifications import actions as notifications
from fengsui.ground.notifications import exports
from fengsui.ground.notifications.models import Batch, Template, Wording
from fengsui.ground.notifications.tests.conftest import PERSONS, TEXT, refused


@pytest.fixture
def seen(client, account, bao):
    client.force_login(account(bao))
    return client


def url(name, *args):
    return reverse(f"notifications:{name}", args=args)


def read(answer):
    return answer.content.decode()


def test_from_a_template_to_a_signed_receipt(seen, department):
    given = {"title": "告知书", "text": TEXT, "each": "楼号", "shared": "联系电话", "letters": "测司告"}
    seen.post(url("new"), given)
    template = Template.objects.get()
    sent = {"shared_0": "0000", "day": "2020-02-03", "persons": PERSONS}
    assert "合成甲：" in read(seen.post(url("merge", template.pk), sent | {"do": "look"}))
    assert not Batch.objects.exists()
    seen.post(url("merge", template.pk), sent | {"do": "make"})
    batch = Batch.objects.get()
    assert seen.post(url("pdf", batch.pk)).content.startswith(b"%PDF")
    seen.post(url("serve", batch.pk), {"outcome": "signed", "at": "2020-02-03T18:00", "numbers": ["1", "2"]})
    assert "合成丙" in read(seen.get(url("waiting")))
    assert "合成甲" not in read(seen.get(url("waiting")))


def test_a_refused_text_stays_on_the_page_with_its_reason(seen, units):
    answer = seen.post(url("new"), {"title": "告知书", "text": "{姓名}住{地址}", "unit": "department"})
    assert answer.status_code == 422
    assert "{地址}" in read(answer)
    assert seen.post(url("new"), {"title": ""}).status_code == 422


def test_the_next_version_is_written_on_a_page(seen, wording):
    page = url("write", wording.template_id)
    assert "{楼号}" in read(seen.get(page))
    seen.post(page, {"title": "告知书二", "text": "{姓名}", "letters": "测司告", "seen": "1"})
    assert Wording.objects.count() == 2
    assert "告知书二" in read(seen.get(url("template", wording.template_id)))
    assert "告知书二" in read(seen.get(url("templates")))
    assert seen.post(page, {"title": "三", "text": "{姓名}", "seen": "1"}).status_code == 422


def test_a_wrong_list_is_kept_on_the_page(seen, wording):
    sent = {"shared_0": "0000", "day": "2020-02-03", "persons": "合成甲", "do": "make"}
    answer = seen.post(url("merge", wording.template_id), sent)
    assert (answer.status_code, "合成甲" in read(answer)) == (422, True)
    assert seen.post(url("merge", wording.template_id), sent | {"day": "x"}).status_code == 422


def test_a_retired_template_offers_nothing(seen, wording):
    seen.post(url("retire", wording.template_id))
    assert url("merge", wording.template_id) not in read(seen.get(url("template", wording.template_id)))
    assert seen.get(url("merge", wording.template_id)).status_code == 404
    assert seen.post(url("retire", wording.template_id), follow=True).status_code == 200


def test_a_refused_entry_and_a_refused_print_are_said(seen, batch):
    answer = seen.post(url("serve", batch.pk), {"outcome": "refused", "at": "2020-02-03T18:00", "numbers": "1"})
    assert answer.status_code == 422
    assert 'value="1" checked' in read(answer)
    assert seen.post(url("void", batch.pk), {"reason": " "}).status_code == 422
    seen.post(url("void", batch.pk), {"reason": "写错"})
    assert "写错" in read(seen.post(url("pdf", batch.pk), follow=True))
    assert seen.post(url("void", batch.pk), {"reason": "又"}).status_code == 422


def test_the_past_shows_what_was_known(seen, batch, li):
    notifications.serve(batch, [1], "signed", by=li)
    before = seen.get(url("batch", batch.pk), {"as_known": "2020-02-03T18:29"})
    assert before.status_code == 404
    assert "合成甲" in read(seen.get(url("batch", batch.pk), {"as_known": "2020-02-03T18:30"}))


def test_who_only_looks_on_sees_no_name(client, account, merge, officer, leader, bao, prison):
    wording = notifications.write(prison, "告知书", "{姓名}", by=leader)
    batch = notifications.merge(wording, "合成甲", by=officer)
    client.force_login(account(bao))
    for page in (url("batch", batch.pk), url("waiting")):
        assert "合**" in read(client.get(page))
        assert "合成甲" not in read(client.get(page))
    assert client.post(
        url("serve", batch.pk), {"outcome": "signed", "at": "2020-02-03T18:00", "numbers": "1"}
    ).status_code in {403, 422}


def test_lists_go_out_without_names(batch, bao, li):
    notifications.serve(batch, [1], "signed", by=li)
    rows = list(exports.REGISTER.rows(bao, {"pk": str(batch.pk)}))
    assert [row[1] for row in rows] == ["合**"] * 3
    assert [row[3] for row in exports.WAITING.rows(bao, {})] == ["合**"] * 2
    assert [row[4:6] for row in exports.BATCHES.rows(bao, {"own": "1"})] == [[3, 1]]
    for wrong in ("x", "01890a5d-ac96-774b-bcce-b302099a8057"):
        with refused("notifications.batch"):
            list(exports.REGISTER.rows(bao, {"pk": wrong}))


def cost(seen, page):
    with CaptureQueriesContext(connection) as caught:
        assert seen.get(page).status_code == 200
    return sum(1 for query in caught if not any(table in query["sql"] for table in REMEMBERED))


def test_a_list_costs_the_same_for_one_and_for_many(seen, merge):
    first = merge("合成甲，1")
    pages = [url("index"), url("waiting"), url("batch", first.pk)]
    before = [cost(seen, page) for page in pages for _ in range(2)][1::2]
    many = merge("\n".join(f"合成{n}，1" for n in range(30)))
    assert [cost(seen, page) for page in [*pages[:2], url("batch", many.pk)]] <= before
    assert max(before) <= 22
