"""Three days of two divisions, as the notices write them."""

import pytest

HEAD = "date,code,name,confirmed,suspected,recovered,dead,source_row_date,source,note\n"
DAYS = HEAD + (
    "2020-02-01,150000,内蒙古自治区,27,10,1,0,2020-02-01,通报,\n"
    "2020-02-02,150000,内蒙古自治区,34,12,1,0,2020-02-02,通报,\n"
    "2020-02-03,150000,内蒙古自治区,37,,2,0,2020-02-03,通报,\n"
    "2020-02-02,150700,呼伦贝尔市,7,,0,0,2020-02-03,通报,\n"
    "2020-02-03,150700,呼伦贝尔市,6,,,0,2020-02-04,通报,核减\n"
)


@pytest.fixture
def bring(units, li, drill):
    """Bring a text in, late in the evening of the cast's day: whole days are over then."""
    from fengsui.cast import DAY, at
    from fengsui.ground.cases import actions

    def brought(text=DAYS, *, by=li, encoding="utf-8"):
        return actions.bring(text.encode(encoding), name="cases.csv", by=by)

    drill(at("00:30", DAY.replace(day=4)))
    return brought
