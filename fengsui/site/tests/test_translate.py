"""Every sentence of every room is in its Chinese catalogue, translated, with the same placeholders."""

import pytest

from fengsui.site import translate

ROOMS = [room.relative_to(translate.ROOT, walk_up=True).as_posix() for room in translate.rooms()]


@pytest.mark.parametrize("room", ROOMS)
def test_chinese_is_complete(room):
    assert translate.check(translate.ROOT / room) == []


def test_no_sentence_has_two_translations():
    assert translate.clashes() == []


@pytest.fixture
def room(tmp_path, monkeypatch):
    monkeypatch.setattr(translate, "ROOT", tmp_path)
    folder = tmp_path / "site"
    (folder / "templates").mkdir(parents=True)
    (folder / "__init__.py").write_text('_("One")\nngettext("%(n)d day", "%(n)d days", 1)\n')
    (folder / "templates" / "a.html").write_text(
        "<p>\n    {% translate 'Two' %}\n  {% card title=_('Three') %}{% endcard %}"
    )
    return folder


def ids(room):
    return {str(message.id) for message in translate.read(translate.po(room)) if message.id}


def test_update_finds_code_and_templates(room):
    assert translate.update(room)
    assert ids(room) == {"One", "('%(n)d day', '%(n)d days')", "Two", "Three"}
    assert not translate.update(room)


def test_what_is_said_by_gettext_under_its_second_name_is_found_too(room):
    (room / "__init__.py").write_text('_t("Four")\n')
    translate.update(room)
    assert "Four" in ids(room)


def test_update_keeps_translations_and_drops_what_is_unused(room):
    translate.update(room)
    po = translate.po(room)
    po.write_text(po.read_text().replace('msgid "One"\nmsgstr ""', 'msgid "One"\nmsgstr "一"'))
    (room / "templates" / "a.html").unlink()
    translate.update(room)
    assert 'msgstr "一"' in po.read_text()
    assert "Two" not in po.read_text()


@pytest.mark.parametrize(
    ("line", "trouble"),
    [('msgstr ""', "not translated"), ('msgstr "一,二 "', "half-width"), ('msgstr "%(x)s"', "placeholders")],
)
def test_check_names_what_is_wrong(room, line, trouble):
    translate.update(room)
    po = translate.po(room)
    po.write_text(po.read_text().replace('msgid "One"\nmsgstr ""', f'msgid "One"\n{line}'))
    assert any(trouble in wrong and "One" in wrong for wrong in translate.check(room))


def test_compile_makes_only_what_is_older(room):
    translate.update(room)
    assert [translate.compile(), translate.compile()] == [1, 0]
