from fengsui.frontline.arrivals.api import arrivals as listed


class Call:
    def __init__(self, person):
        self.person = person


def test_programs_read_how_many_and_never_who(watched, lodger, county):
    watched()
    lodger()
    told = listed(Call(county))
    office = next(one for one in told["items"] if one["unit"] == "office")
    assert office == {"unit": "office", "filed": 1, "checked": 0, "observed": 1, "due": 0, "released": 0}
    assert "张" not in str(told)


def test_a_long_list_is_read_on(lodger, county):
    lodger()
    first = listed(Call(county), limit=1)
    rest = listed(Call(county), after=first["next"], limit=5)
    assert [one["unit"] for one in (*first["items"], *rest["items"])] == ["county", "office"]
