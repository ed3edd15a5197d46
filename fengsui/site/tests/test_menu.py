import pytest

from fengsui import house
from fengsui.ground.org.places import Item, Place
from fengsui.site import menu

ITEMS = (
    Item(Place.TODAY, "Today", "settings", icon="checklist"),
    Item(Place.COMMAND, "Clock", "style", icon="clock", verb="org.move_clock", order=10),
    Item(Place.COMMAND, "Units", "settings", icon="users", verb="org.view", order=20),
    Item(Place.SETTINGS, "Rights", "style", icon="key", verb="org.appoint"),
)


@pytest.fixture(autouse=True)
def _items(monkeypatch):
    monkeypatch.setattr(
        house, "declared", lambda file, kind, real=house.declared: ITEMS if kind is Item else real(file, kind)
    )


def titles(shown):
    return {place.key: [item.title for item in place.items] for place in shown}


def test_what_an_office_carries_is_shown(bao):
    assert titles(menu.menu(bao, "/x/"))[Place.COMMAND] == ["Clock", "Units"]


def test_what_it_does_not_is_not(zhao):
    shown = menu.menu(zhao, "/x/")
    assert [place.key for place in shown] == [Place.TODAY, Place.SETTINGS]
    assert len(shown[-1].items) == 1


def test_a_place_with_one_item_opens_directly(bao):
    today, command, settings = menu.menu(bao, "/x/")
    assert (today.url, command.url, settings.url) == ("/settings/", "", "/settings/")


def test_the_longest_address_says_where_one_is(bao):
    here = {place.key: (place.on, place.here) for place in menu.menu(bao, "/style/deep/")}
    assert here[Place.COMMAND] == (True, False)
    assert here[Place.TODAY] == (False, False)


def test_account_pages_belong_to_settings(bao):
    assert menu.menu(bao, "/accounts/2fa/")[-1].on


def test_a_menu_that_names_no_page_is_a_mistake(bao, monkeypatch):
    monkeypatch.setattr(house, "declared", lambda *args: (Item(Place.TODAY, "x", "no_such_url", icon="x"),))
    with pytest.raises(LookupError, match="no_such_url"):
        menu.menu(bao, "/")


def test_every_room_names_pages_that_exist(bao, monkeypatch):
    monkeypatch.undo()
    assert menu.menu(bao, "/")
