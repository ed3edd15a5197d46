"""The parts of a page: what they say, and what they never say."""

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from fengsui.ground.org.pages import Page


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def show(source, **context):
    return Template(source).render(Context(context))


def test_a_state_has_colour_word_and_icon():
    html = show('{% badge "bad" word %}', word="<late>")
    assert "state-bad" in html
    assert "<svg" in html
    assert "&lt;late&gt;" in html


def test_an_unknown_tone_is_a_mistake_of_the_page():
    with pytest.raises(KeyError):
        show('{% badge "purple" "x" %}')


@pytest.mark.parametrize("source", ["{{ n|number }}", "{{ n|percent }}", "{% num n %}", '{% figure "Held" n %}', '{% facts %}{% fact "Held" n %}{% endfacts %}'])  # fmt: skip
def test_a_missing_number_is_never_zero(source):
    html = show(source, n=None)
    assert "missing" in html
    assert "0" not in html.replace("viewBox", "")


def test_zero_is_a_number():
    assert ">0<" in show("{% num n %}", n=0)


def test_a_number_links_to_its_rows():
    assert show('{% num n "/rows/" %}', n=1234) == '<a class="num" href="/rows/">1,234</a>'


def test_a_card_escapes_its_title_and_keeps_its_content():
    html = show("{% card title=t %}<p>ok</p>{% endcard %}", t="<b>")
    assert "&lt;b&gt;" in html
    assert "<p>ok</p>" in html


def test_a_sparkline_has_a_gap_where_a_value_is_missing():
    html = show('{% sparkline v "Fevers" %}', v=[1, 2, None, 3, 4])
    assert html.count("<polyline") == 2
    assert 'aria-label="Fevers: 1, 2, missing, 3, 4"' in html


@pytest.mark.parametrize("values", [[], [None, None]])
def test_a_sparkline_of_nothing_is_nothing(values):
    assert show("{% sparkline v %}", v=values) == ""


@pytest.mark.parametrize("values", [[5], [5, 5, 5]])
def test_a_sparkline_of_one_level_is_drawn(values):
    assert "nan" not in show("{% sparkline v %}", v=values)


class Form(forms.Form):
    counted = forms.IntegerField(label="Counted", help_text="All of them")
    note = forms.CharField(label="Note", required=False)
    shift = forms.ChoiceField(label="Shift", choices=[("am", "Morning")], widget=forms.RadioSelect)


def test_a_field_says_what_is_wrong_beside_it():
    html = show("{% field form.counted %}", form=Form({"counted": "x"}))
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_counted_helptext id_counted_error"' in html
    assert 'id="id_counted_error"' in html
    assert 'value="x"' in html


def test_an_optional_field_says_so():
    html = show("{% fields form %}", form=Form())
    assert html.count("(optional)") == 1
    assert "<legend" in html


def test_mistakes_are_listed_with_links():
    form = Form({"shift": "am"})
    form.add_error(None, "The sum is wrong.")
    html = show("{% form_errors form %}", form=form)
    assert 'href="#id_counted"' in html
    assert "The sum is wrong." in html


def test_a_pager_keeps_the_rest_of_the_address():
    request = RequestFactory().get("/x/?before=7&state=late")
    html = show("{% pager page %}", request=request, page=Page([], "9", "3"))
    assert 'href="?before=3&amp;state=late"' in html
    assert 'href="?after=9&amp;state=late"' in html


def test_tabs_know_where_one_is():
    request = RequestFactory().get("/x/?late")
    html = show("{% tabs items %}", request=request, items=[("All", "/x/", 3), ("Late", "/x/?late")])
    assert html.count("aria-current") == 1
    assert '/x/?late" aria-current="page"' in html
