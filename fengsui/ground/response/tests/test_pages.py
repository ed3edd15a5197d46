from datetime import timedelta

import pytest
from django.urls import reverse

from fengsui.cast import DAY, at
from fengsui.command.reports.measures import CUTOFF
from fengsui.ground.measures import queries as measures
from fengsui.ground.measures.models import Measure
from fengsui.ground.org.models import Account
from fengsui.ground.org.places import Place
from fengsui.ground.response import actions
from fengsui.ground.response.models import Emergency, Group, Level, Member, Reversal, Step, Switch, SwitchSet
from fengsui.ground.response.queries.emergencies import standing
from fengsui.ground.runs import queries as runs

from .conftest import FIRST, GOVERNMENT

SET = {
    "name": "夜间", "grade": "0", "note": "", "line-TOTAL_FORMS": "2", "line-INITIAL_FORMS": "0",
    "line-0-parameter": "reports.cutoff", "line-0-value": "18:20", "line-0-whom": "system:prison",
    "line-1-parameter": "", "line-1-value": "", "line-1-whom": "",
}  # fmt: skip


@pytest.fixture
def as_(client, account):
    def sign_in(person):
        client.force_login(Account.objects.filter(person=person).first() or account(person, f"user-{person.pk}"))
        client.cookies["django_language"] = "en"
        return client

    return sign_in


def text(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def post(client, path, **data):
    return client.post(path, data)


def look(client, path, **data):
    """Ask what would follow; the answer has an address of its own, which can be loaded again."""
    asked = post(client, path, do="preview", **data)
    assert asked.status_code == 302
    return client.get(asked["Location"].partition("#")[0])


def test_an_empty_response_says_what_will_be_here(as_, bao, officer):
    assert "No emergency is entered." in text(as_(bao), "/response/")
    assert "No switch set is written." in text(as_(officer), "/response/sets/")


def test_an_emergency_is_entered_and_goes_its_way(as_, bao):
    client = as_(bao)
    post(client, "/response/new/", name="疫情", kind="public_health", begun="2020-01-23")
    path = f"/response/{Emergency.objects.get().pk}/"
    post(client, f"{path}step/", stage="activated", at="2020-01-25T10:00", day_only="on")
    wrong = post(client, f"{path}step/", stage="warning")
    assert wrong.status_code == 422
    assert "does not go back" in wrong.content.decode()
    post(client, f"{path}level/", tier="province", issuer=GOVERNMENT, grade="1", at="2020-01-25T00:00", day_only="on")
    page = text(client, path)
    assert "day 10 of the response" in page
    assert "Level I" in page
    assert "(day only)" in page
    assert standing(Emergency.objects.get()).in_force[0].issuer == GOVERNMENT


def test_corrections_are_made_on_pages(as_, bao, emergency, level):
    client, path = as_(bao), f"/response/{emergency.pk}/"
    assert 'value="测试疫情"' in text(client, f"{path}edit/")
    post(client, f"{path}edit/", name="新名", kind="public_health", begun="2020-01-24")
    step = f"{path}step/{Step.objects.get().pk}/"
    assert "Correct a step" in text(client, step)
    post(client, step, stage="activated", at="2020-01-25T00:00", note="据公告")
    post(client, f"{path}level/{level.pk}/", tier="province", issuer=GOVERNMENT, grade="3", at="2020-02-03T00:00")
    assert "新名" in text(client, path)
    assert (Level.objects.as_known().get().grade, Step.objects.as_known().get().note) == (3, "据公告")


def test_a_leading_group_is_founded_and_changed(as_, bao, li, emergency, units):
    client = as_(bao)
    post(client, f"/response/{emergency.pk}/group/", name="领导小组", since="2020-01-25")
    path = f"/response/groups/{Group.objects.get().pk}/"
    post(client, f"{path}part/", kind="office", name="办公室", since="2020-01-25", unit=str(units["department"].pk))
    post(
        client,
        f"{path}member/",
        who=f"post:{units['department'].pk}:leader",
        role="head",
        title="一把手",
        since="2020-01-25",
    )
    post(client, f"{path}member/", who=f"person:{li.pk}", role="deputy", since="2020-01-25")
    page = text(client, path)
    assert all(word in page for word in ("一把手", "whoever holds the post", "李某", "办公室"))
    row = Member.objects.get(role="deputy")
    assert "No longer from" in text(client, f"{path}member/{row.pk}/")
    post(client, f"{path}member/{row.pk}/", until="2020-02-02")
    assert "Former members" in text(client, path)
    assert "Former members" not in text(client, f"{path}?day=2020-01-26")
    head = f"{path}member/{Member.objects.get(role='head').pk}/withdraw/"
    assert "it never held" in text(client, head)
    assert post(client, head, reason="").status_code == 422
    post(client, head, reason="录错")
    assert not Member.objects.as_known().filter(role="head").exists()


def test_a_leading_group_is_corrected_on_its_page(as_, bao, li, emergency, units):
    group = actions.found_group(emergency, name="领导小组", since=FIRST, by=bao)
    part = actions.add_part(group, "office", name="办公室", since=FIRST, by=bao)
    client, path = as_(bao), f"/response/groups/{group.pk}/"
    assert 'value="领导小组"' in text(client, f"{path}correct/")
    post(client, f"{path}correct/", name="疫情防控领导小组", since="2020-01-25", reason="名称录错")
    page = text(client, path)
    assert "疫情防控领导小组" in page
    assert "名称录错" in page
    row = f"{path}part/{part.pk}/"
    assert 'value="办公室"' in text(client, row)
    post(client, row, kind="office", name="领导小组办公室", since="2020-01-25", reason="录错")
    assert "领导小组办公室" in text(client, path)
    assert "No longer from" in text(client, f"{row}end/")
    post(client, f"{row}end/", until="2020-02-01")
    assert "领导小组办公室" not in text(client, path).split("<h2")[0]
    assert client.get(f"{path}part/999999/").status_code == 404


def test_a_bureau_records_the_level_of_its_own_government(as_, bureau, bao, emergency, level, units):
    client, path = as_(bureau), f"/response/{emergency.pk}/"
    page = text(client, path)
    assert f"{path}level/" in page
    assert f"{path}level/{level.pk}/" not in page
    form = text(client, f"{path}level/")
    assert 'value="province"' not in form
    post(
        client, f"{path}level/", tier="league", issuer="测试市人民政府", grade="3", at="2020-01-25T00:00", day_only="on"
    )
    own = Level.objects.get(unit=units["league"])
    assert f"{path}level/{own.pk}/" in text(client, path)
    assert client.get(f"{path}level/{level.pk}/").status_code == 404
    post(client, f"{path}level/{own.pk}/", tier="league", issuer="测试市人民政府", grade="2", at="2020-01-25T00:00")
    assert Level.objects.as_known().get(unit=units["league"]).grade == 2
    assert "测试市人民政府" in text(as_(bao), path)


def test_a_switch_is_taken_back_after_a_day(as_, bao, emergency, level, prepared, drill, units):
    client, path = as_(bao), f"/response/{emergency.pk}/switch/"
    asked = {"prepared": str(prepared.pk), "level": str(level.pk), "basis": "专题会议"}
    seen = look(client, path, **asked).context["run"].token
    post(client, path, do="apply", seen=seen, **asked)
    drill(at("18:10", DAY + timedelta(days=1)))
    made = Switch.objects.get()
    back = f"/response/switches/{made.pk}/revert/"
    assert "from 18:20 to 18:45 (Prison: 2)" in text(client, back)
    post(client, back, reason="形势好转", seen=client.get(back).context["run"].token)
    cutoff = {
        day: measures.reading(CUTOFF, at=at("23:00", day)).of(units["prison"]) for day in (DAY, DAY + timedelta(days=1))
    }
    assert [value.strftime("%H:%M") for value in cutoff.values()] == ["18:20", "18:45"]
    assert made.document.number_label in text(client, f"/response/switches/{made.pk}/")
    paper = client.get(reverse("documents:pdf", args=[Reversal.objects.get().document_id]))
    assert (paper.status_code, paper["Content-Type"]) == (200, "application/pdf")


def test_a_set_is_written_edited_and_retired(as_, bao, officer):
    client = as_(bao)
    assert post(client, "/response/sets/new/", **SET).status_code == 302
    made = SwitchSet.objects.get()
    path = f"/response/sets/{made.series}/"
    assert 'value="18:20"' in text(client, path)
    wrong = post(client, path, **SET | {"line-0-value": "half past", "row": str(made.pk)})
    assert (wrong.status_code, "Write an hour" in wrong.content.decode()) == (422, True)
    stale = post(client, path, **SET | {"row": "0"})
    assert "edited this set meanwhile" in stale.content.decode()
    post(client, path, **SET | {"name": "白天", "row": str(made.pk), "line-INITIAL_FORMS": "1"})
    assert "白天" in text(as_(officer), "/response/sets/")
    assert "18:20" in text(as_(officer), path)
    post(as_(bao), f"{path}retire/")
    assert "No switch set is written." in text(client, "/response/sets/")


def test_dry_run_apply_and_revert(as_, bao, emergency, level, prepared):
    client, path = as_(bao), f"/response/{emergency.pk}/switch/"
    asked = {"prepared": str(prepared.pk), "level": str(level.pk), "basis": "专题会议"}
    seen = look(client, path, **asked)
    page = seen.content.decode()
    assert "from 18:45 to 18:20 (Prison: 2)" in page
    assert not Measure.objects.exists()
    stale = post(client, path, do="apply", seen="x", **asked)
    assert (stale.status_code, "Something changed" in stale.content.decode()) == (422, True)
    post(client, path, do="apply", seen=seen.context["run"].token, **asked)
    made = Switch.objects.get()
    page = text(client, f"/response/switches/{made.pk}/")
    assert all(word in page for word in ("〔2020〕第1号", "(recorded)", "专题会议"))
    back = f"/response/switches/{made.pk}/revert/"
    token = client.get(back).context["run"].token
    assert post(client, back, reason="", seen=token).status_code == 422
    assert post(client, back, reason="x", seen="y").status_code == 422
    assert post(client, back, reason="形势好转", seen=token).status_code == 302
    assert "Nothing of it stands" in text(client, back)
    assert "taken back" in text(client, f"/response/{emergency.pk}/")


def test_what_cannot_be_looked_at_says_why(as_, bao, emergency, prepared):
    page = post(as_(bao), f"/response/{emergency.pk}/switch/", prepared=str(prepared.pk), system="bureau", basis="x")
    assert "Nothing of this set concerns that system." in page.content.decode()


def test_who_may_only_prepare_is_told(as_, li, emergency, prepared):
    client = as_(li)
    page = post(client, f"/response/{emergency.pk}/switch/", prepared=str(prepared.pk), basis="x").content.decode()
    assert "takes a commander or leader" in page
    refused = post(
        client, f"/response/{emergency.pk}/switch/", prepared=str(prepared.pk), basis="x", do="apply", seen=""
    )
    assert refused.status_code == 422


def test_a_past_before_it_was_known_has_no_page(as_, bao, emergency, drill):
    assert as_(bao).get(f"/response/{emergency.pk}/?as_known=2020-02-03T18:00").status_code == 404
    assert "No emergency is entered." in text(as_(bao), "/response/?as_known=2020-02-03T18:00")


def test_the_past_offers_nothing_to_change(as_, bao, emergency, level, drill):
    group = actions.found_group(emergency, name="领导小组", since=FIRST, by=bao)
    drill(at("18:40"))
    actions.correct_group(group, name="新名称", since=FIRST, reason="录错", by=bao)
    client, then = as_(bao), "?as_known=2020-02-03T18:35"
    page = text(client, f"/response/groups/{group.pk}/{then}")
    assert "领导小组" in page
    assert "新名称" not in page.partition("History")[0]
    for path in (f"/response/{emergency.pk}/", f"/response/groups/{group.pk}/"):
        main = text(client, path + then).partition("<main")[2]
        assert not any(word in main for word in ("/correct/", "/level/", "/step/", "/member/"))


def test_today_and_the_wall_name_day_and_level(as_, bao, officer, emergency, level):
    assert f"{GOVERNMENT}: Level I" in text(as_(officer), "/")
    assert "Region or province · Level I · day 10" in text(as_(bao), "/wall/territory/department/")


def test_it_is_found(as_, bao, emergency, prepared, zhao):
    actions.found_group(emergency, name="测试领导小组", since=FIRST, by=bao)
    page = text(as_(bao), "/search/?q=测试")
    assert all(word in page for word in ("测试疫情", "测试领导小组", "测试方案"))
    assert "测试疫情" not in text(as_(zhao), "/search/?q=测试")


@pytest.mark.parametrize("key", ["emergencies", "levels", "members", "switches", "sets"])
def test_every_list_can_be_taken_out(key, emergency, level, apply, prepared, bao):
    group = actions.found_group(emergency, name="x", since=FIRST, by=bao)
    actions.join(group, "head", since=FIRST, person=bao, by=bao)
    apply(prepared)
    table = runs.tables()[f"response.{key}"]
    pk = group.pk if key == "members" else emergency.pk
    rows = list(table.rows(bao, {"pk": str(pk), "day": DAY.isoformat()}))
    assert rows
    assert {len(row) for row in rows} == {len(table.heads({}))}
    assert list(table.rows(bao, {"pk": "x"})) == [] or key in {"emergencies", "sets"}


def test_the_menu_has_it_under_command():
    from fengsui.ground.response.menu import RESPONSE

    assert (RESPONSE.place, RESPONSE.verb) == (Place.COMMAND, "response.view")


def test_an_emergency_s_history_is_told(as_, bao, emergency, level, apply, prepared):
    made = apply(prepared, at=at("18:31"))
    page = text(as_(bao), f"/response/switches/{made.pk}/")
    assert "switched 2 measures (测试方案): decision" in page
    assert f"Recorded: {GOVERNMENT} (Region or province), Level I" in text(as_(bao), f"/response/{emergency.pk}/")
