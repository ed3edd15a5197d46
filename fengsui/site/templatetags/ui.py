"""The parts that every page is made of. Built in: no {% load %}. Shown with examples at /style/ and in docs/interface.md."""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING, Any

from django import template
from django.forms import CheckboxInput, CheckboxSelectMultiple, FileInput, RadioSelect, Select
from django.template.loader import render_to_string
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from fengsui.ground.org import scope
from fengsui.ground.org.closed import closed
from fengsui.ground.org.models import Unit
from fengsui.ground.org.queries import offices
from fengsui.ground.runs import queries as runs
from fengsui.site import chart, icons, sparkline, words
from fengsui.site.history import lines
from fengsui.site.tones import TONES
from fengsui.site.undo import undo_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime
    from decimal import Decimal

    from django.forms import BaseForm, BoundField
    from django.template.context import Context

    from fengsui.site.history import Line

register = template.Library()


@register.simple_tag
def icon(name: str, label: str = "", css: str = "") -> SafeString:
    return icons.svg(name, label, css)


@register.simple_tag
def badge(tone: str, word: str, icon: str = "") -> SafeString:
    """A state: `{% badge "good" _("signed") %}`; its icon follows from the tone unless given."""
    return format_html('<span class="state state-{}">{}{}</span>', tone, icons.svg(icon or TONES[tone]), word)


@register.simple_tag
def missing(word: str = "") -> SafeString:
    """What is not known. Never 0."""
    return format_html('<span class="missing"><span aria-hidden="true">—</span> {}</span>', word or _("missing"))


@register.simple_tag
def suggest(units: Iterable[Unit], name: str = "units") -> SafeString:
    """What is offered while one types a unit into a field with list="units": `{% suggest units %}`."""
    options = format_html_join("", '<option value="{}">{}</option>', ((one.code, one.label) for one in units))
    return format_html('<datalist id="{}">{}</datalist>', name, options)


# numbers, dates: filters


@register.filter
def number(value: float | Decimal | None, places: int | None = None) -> str:
    return missing() if value is None else words.number(value, places)


@register.filter
def percent(value: float | Decimal | None, places: int = 1) -> str:
    return missing() if value is None else words.percent(value, places)


def _time(value: date | datetime, text: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), text)


@register.filter
def day(value: date | datetime | None) -> str:
    return "" if value is None else _time(value, words.day(value))


@register.filter
def short_day(value: date | datetime | None) -> str:
    return "" if value is None else _time(value, words.short_day(value))


@register.filter
def weekday(value: date | datetime | None) -> str:
    return "" if value is None else words.weekday(value)


@register.filter
def hour(value: datetime | None) -> str:
    return "" if value is None else _time(value, words.hour(value))


@register.filter
def moment(value: datetime | None) -> str:
    return "" if value is None else _time(value, words.moment(value))


@register.filter
def stamp(value: datetime | None) -> str:
    return "" if value is None else _time(value, words.stamp(value))


@register.filter
def ago(value: datetime | None) -> str:
    if value is None:
        return ""
    return format_html(
        '<time datetime="{}" title="{}">{}</time>', value.isoformat(), words.moment(value), words.ago(value)
    )


@register.filter
def left(value: datetime | None) -> str:
    """The time left until a moment; ticks in the browser, and turns to "late" by itself."""
    if value is None:
        return ""
    return format_html(
        '<time class="left" data-left="{0}" datetime="{0}" title="{1}">{2}</time>',
        value.isoformat(), words.moment(value), words.left(value),
    )  # fmt: skip


@register.simple_tag
def num(value: float | Decimal | None, url: str = "", places: int | None = None) -> SafeString:
    """A number in a table or sentence, linking to the rows that make it."""
    text = missing() if value is None else words.number(value, places)
    return (
        format_html('<a class="num" href="{}">{}</a>', url, text)
        if url
        else format_html('<span class="num">{}</span>', text)
    )


@register.inclusion_tag("site/figure.html")
def figure(
    label: str, value: Any, url: str = "", unit: str = "", note: str = "", icon: str = "", tone: str = "",
    places: int | None = None,
) -> dict[str, Any]:  # fmt: skip
    """A number that stands alone: a card with label, number, unit and a note. None shows as missing, never 0."""
    shown = value if value is None or isinstance(value, str) else words.number(value, places)
    return {"label": label, "value": shown, "url": url, "unit": unit, "note": note, "icon": icon, "tone": tone}


register.filter(undo_url)


# pieces of a page


@register.simple_tag
def crumb(title: str, url: str = "") -> SafeString:
    if not url:
        return format_html('<li class="breadcrumb-item active" aria-current="page">{}</li>', title)
    return format_html('<li class="breadcrumb-item"><a href="{}">{}</a></li>', url, title)


@register.simple_block_tag
def card(
    content: str, title: str = "", icon: str = "", url: str = "", more: str = "", note: str = "", flush: bool = False,
    css: str = "", id: str = "",  # noqa: A002 - the attribute's name
) -> str:  # fmt: skip
    """A panel. `flush` lets a table or list touch the edges; `url` and `more` make a link at the right of the title."""
    return render_to_string(
        "site/card.html",
        {"content": content, "title": title, "icon": icon, "url": url, "more": more, "note": note, "flush": flush,
         "css": css, "id": id},
    )  # fmt: skip


@register.simple_block_tag
def facts(content: str) -> SafeString:
    return format_html('<dl class="facts">{}</dl>', content)


@register.simple_tag
def fact(label: str, value: Any = None, url: str = "") -> SafeString:
    """One line of {% facts %}. None shows as missing."""
    shown = missing() if value is None else value
    if url:
        shown = format_html('<a href="{}">{}</a>', url, shown)
    return format_html("<div><dt>{}</dt><dd>{}</dd></div>", label, shown)


@register.simple_block_tag
def notice(content: str, tone: str = "busy", title: str = "") -> SafeString:
    """A box that says something about this page: tones as in badges."""
    mark = {"busy": "info-circle"}.get(tone, TONES[tone])
    head = format_html('<h2 class="notice-title">{}</h2>', title) if title else ""
    role = "alert" if tone == "bad" else "note"
    return format_html(
        '<div class="notice notice-{}" role="{}">{}<div>{}{}</div></div>', tone, role, icons.svg(mark), head, content
    )


@register.simple_tag(takes_context=True)
def closed_unit(context: Context, about: object = None) -> SafeString:
    """On every page that is about a `unit` (or another one): that it is closed since when, where it lives on; else nothing."""
    unit = about or context.get("unit")
    gone = closed(unit, getattr(context.get("request"), "known", None)) if isinstance(unit, Unit) else None
    return notice(format_html("<p>{}</p>", gone.refusal), "still") if gone else SafeString("")


@register.inclusion_tag("site/empty.html")
def empty(title: str, text: str = "", icon: str = "inbox", url: str = "", action: str = "") -> dict[str, str]:
    """What will be here and how it comes."""
    return {"title": title, "text": text, "icon": icon, "url": url, "action": action}


@register.simple_block_tag
def buttons(content: str) -> SafeString:
    return format_html('<div class="button-row">{}</div>', content)


@register.simple_tag
def button(
    word: str, icon: str = "", url: str = "", tone: str = "", name: str = "", value: str = "", css: str = "",
    disabled: bool = False,
) -> SafeString:  # fmt: skip
    """A link that looks like a button (with `url`) or a submit button. tone: "" quiet, primary, danger, plain."""
    kind = {"": "btn-quiet", "primary": "btn-primary", "danger": "btn-danger", "plain": "btn-plain"}[tone]
    inner = format_html("{}<span>{}</span>", icons.svg(icon), word)
    if url:
        return format_html('<a class="btn {} {}" href="{}">{}</a>', kind, css, url, inner)
    named = format_html(' name="{}" value="{}"', name, value) if name else ""
    off = SafeString(" disabled") if disabled else ""
    return format_html('<button type="submit" class="btn {} {}"{}{}>{}</button>', kind, css, named, off, inner)


@register.inclusion_tag("site/tabs.html", takes_context=True)
def tabs(context: Context, *items: Sequence[Any], label: str = "") -> dict[str, Any]:
    """`{% tabs items %}`: (title, url) or (title, url, count) each; the current one is found by its address."""
    rows = items[0] if len(items) == 1 and items[0] and not isinstance(items[0][0], str) else items
    here = context["request"].get_full_path() if "request" in context else ""
    exact = any(row[1] == here for row in rows)
    listed = [
        {
            "title": row[0],
            "url": row[1],
            "count": row[2] if len(row) > 2 else None,
            "on": row[1] == (here if exact else here.split("?")[0]),
        }
        for row in rows
    ]
    return {"items": listed, "label": label or _("Views")}


@register.inclusion_tag("site/progress.html")
def progress(done: int, total: int, label: str = "", tone: str = "") -> dict[str, Any]:
    """N of m, with its bar: completeness, an import, a round of calls."""
    return {"done": done, "total": total, "label": label, "tone": tone or ("good" if total and done >= total else "")}


@register.simple_tag(name="sparkline")
def sparkline_tag(values: Iterable[float | None], label: str = "", width: int = 96, height: int = 24) -> SafeString:
    """A line of a few days; a gap where a value is missing."""
    return sparkline.svg(list(values), label, width, height)


@register.simple_tag(name="chart")
def chart_tag(days: Sequence[chart.Day], label: str = "", decimals: int = 0) -> SafeString:
    """A course of days: solid where signed, dotted where not yet, a gap where a number is missing."""
    return chart.svg(days, label, decimals)


@register.inclusion_tag("site/history.html")
def history(entries: Iterable[Any]) -> dict[str, Any]:
    """An object's story from the journal: `journal.queries.history(about)`."""
    return {"rows": history_rows(lines(entries))}


@register.filter
def history_rows(told: Iterable[Line]) -> SafeString:
    """Lines of a history. Written here and not in a template: lists of fifty spent a third of their time there."""
    times: dict[datetime, str] = {}

    def time(at: datetime) -> str:
        if at not in times:
            times[at] = moment(at)
        return times[at]

    entered = str(_("entered %(at)s"))
    rows = [
        f"<li>{time(line.at)}<p>{escape(line.sentence)}</p>"
        f'<p class="history-by">{escape(line.actor)}{f" · {entered % {'at': time(line.known_at)}}" if line.known_later else ""}</p></li>'
        for line in told
    ]
    return SafeString("".join(rows))


@register.simple_tag
def tell(groups: Iterable[Any]) -> list[tuple[Any, list[tuple[Line, str]]]]:
    """Things that have `entries`, each with the lines of its story and the office of who did it: few queries for all."""
    listed = [(group, list(group.entries)) for group in groups]
    told = lines(entry for _group, entries in listed for entry in entries)
    titles, rest = offices(line.by for line in told), iter(told)
    return [
        (group, [(line, titles.get(line.by, "") if line.by else line.actor) for line in islice(rest, len(entries))])
        for group, entries in listed
    ]


@register.inclusion_tag("site/pager.html", takes_context=True)
def pager(context: Context, page: Any) -> dict[str, Any]:
    """Newer and older, without counting: `page` from `fengsui.ground.org.pages.page`."""
    query = context["request"].GET.copy()
    for key in ("after", "before"):
        query.pop(key, None)
    rest = f"&{query.urlencode()}" if query else ""
    return {"newer": page.newer, "older": page.older, "rest": rest}


@register.inclusion_tag("site/export.html", takes_context=True)
def export(context: Context, key: str, word: str = "") -> dict[str, Any]:
    """`{% export "reports.standings" %}`: take this list out, with the page's own parameters. Only for who may."""
    request, person = context["request"], context["fengsui"].person
    table = runs.tables()[key]
    if not person or not scope.may(person, table.verb) or (getattr(request, "known", None) and not table.looks_back):
        return {}
    matched = request.resolver_match
    query = {**request.GET.dict(), **{name: str(value) for name, value in (matched.kwargs if matched else {}).items()}}
    return {
        "key": key, "query": json.dumps(query), "here": request.get_full_path(), "csrf_token": context.get("csrf_token"),
        "word": word,
    }  # fmt: skip


# forms


def _style(bound: BoundField) -> str:
    """The kind of a field, for its template."""
    widget = bound.field.widget
    if isinstance(widget, (RadioSelect, CheckboxSelectMultiple)):
        return "choices"
    if isinstance(widget, CheckboxInput):
        return "check"
    return "select" if isinstance(widget, Select) else "file" if isinstance(widget, FileInput) else "input"


@register.inclusion_tag("site/field.html")
def field(bound: BoundField, label: str = "", hint: str = "", unit: str = "", css: str = "") -> dict[str, Any]:
    """One field: label above, control, hint, and the error beside it in words that say what to do."""
    style = _style(bound)
    css_of = {"choices": "form-check-input", "check": "form-check-input", "select": "form-select"}
    attrs: dict[str, str | bool] = {"class": css_of.get(style, "form-control")}
    if str(bound.field.widget.attrs.get("placeholder", "")) == str(bound.field.label):
        attrs["placeholder"] = False  # it stands above already
    if bound.errors:
        attrs["class"] = f"{attrs['class']} is-invalid"
    control = bound.as_widget(attrs=attrs) if style != "choices" else None
    return {
        "field": bound, "style": style, "control": control, "label": label or bound.label, "unit": unit, "css": css,
        "hint": hint or bound.help_text,
    }  # fmt: skip


@register.inclusion_tag("site/fields.html")
def fields(form: BaseForm) -> dict[str, Any]:
    """A whole form's fields, with what is wrong with it as a whole on top."""
    return {"form": form}


@register.inclusion_tag("site/form_errors.html")
def form_errors(form: BaseForm) -> dict[str, Any]:
    """What is wrong: a list of links to the fields, and what concerns no single field."""
    return {"form": form, "fields": [bound for bound in form if bound.errors] if form.is_bound else []}


@register.simple_tag
def hidden(**values: Any) -> SafeString:
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', values.items())
