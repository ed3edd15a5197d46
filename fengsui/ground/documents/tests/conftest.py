import pytest

from fengsui.ground.documents import actions as documents

BODY = {
    "series_label": "每日疫情研判简报",
    "day": "2020-02-03",
    "recipients": ["自治区党委政法委"],
    "sections": [{"heading": "报送情况", "blocks": [{"type": "para", "text": "应报35家，已签报33家。"}]}],
}
NOTICE = {
    "title": "关于做好春节期间疫情防控工作的通知",
    "to": ["各盟市司法局", "监狱管理局"],
    "text": "现将有关事项通知如下。\n一、严格值班\n各单位要落实领导带班和二十四小时值班。",
    "annexes": [{"title": "工作方案", "text": "一、目标\n做到早报告。"}],
}
OWN = "documents"  # the code of the department's own series


@pytest.fixture
def department(units):
    return units["department"]


@pytest.fixture
def drafted(department, bao):
    """A draft of the department, by its commander."""
    return documents.draft(department, "daily-brief", "2月3日研判", BODY, by=bao)


@pytest.fixture
def issued(department, bao):
    """A bulletin that the commander of the day issued in one act."""
    return documents.issue_bulletin(
        department, "daily-brief", "2月3日研判", BODY, about="assessment.brief:1", by=bao,
        copies={"en": {"title": "Assessment of 3 February", "series_label": "Daily Assessment Brief"}},
    )  # fmt: skip


@pytest.fixture
def series(department, bao):
    """The department's official series, with its code letters."""
    return documents.arrange_series(department, OWN, title="发文", letters="测司发", by=bao)


@pytest.fixture
def notice(department, li, series):
    """The draft of a notice, by the duty chief."""
    return documents.compose(department, "notice", NOTICE, series_code=OWN, by=li)


@pytest.fixture
def approved(notice, bao, li):
    return documents.approve(documents.check(notice, by=li), by=bao)


@pytest.fixture
def official(approved, li):
    """A notice as issued: 测司发〔2020〕1号."""
    return documents.issue(documents.number(approved, by=li), by=li)


@pytest.fixture
def colleague(department):
    """Another leader of the department, who may approve too."""
    from fengsui.cast import FOUNDED
    from fengsui.ground.org import actions as org
    from fengsui.ground.org.scope import SYSTEM

    person = org.register(["副厅长甲"], unit=department, capacity="officer", by=SYSTEM)[0]
    org.appoint(person, department, "leader", by=SYSTEM, since=FOUNDED)
    return person
