import pytest

from fengsui.ground.documents import actions as documents

BODY = {
    "series_label": "每日疫情研判简报",
    "day": "2020-02-03",
    "recipients": ["自治区党委政法委"],
    "sections": [{"heading": "报送情况", "blocks": [{"type": "para", "text": "应报35家，已签报33家。"}]}],
}


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
