"""The brief's content: plain structured data, in one language, from a picture. What is signed is this, and nothing else."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from fengsui.command.assessment import looking_ahead
from fengsui.command.assessment.languages import in_languages
from fengsui.command.assessment.territory import map_block
from fengsui.ground.clock import queries as clock

if TYPE_CHECKING:
    from datetime import datetime

    from fengsui.command.assessment.findings import Row
    from fengsui.command.assessment.forecasts import Ahead
    from fengsui.command.assessment.queries import Picture
    from fengsui.ground.indicators.rollups import Figure
    from fengsui.ground.org.models import System


def freeze(picture: Picture, opinion: str) -> dict[str, Any]:
    """The content in every language of the product, ready to be hashed and kept."""
    return in_languages(lambda: sections(picture, opinion))


def freeze_supplement(picture: Picture, signed: dict[str, Any], text: str) -> dict[str, Any]:
    """What is added to a signed brief, in every language: what a person says, and what was found since."""

    def parts() -> list[dict[str, Any]]:
        return _filled(
            (_("Addition"), _paragraphs(text)), (_("Found since the signature"), _listed(since(picture, signed)))
        )

    return in_languages(parts)


def _filled(*parts: tuple[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Sections of a heading and its blocks; one without any is left out."""
    return [{"heading": heading, "blocks": blocks} for heading, blocks in parts if blocks]


def since(picture: Picture, signed: dict[str, Any]) -> list[Row]:
    """What is open now and not in what was signed."""
    said = {
        item
        for parts in signed.values()
        for part in parts
        for block in part["blocks"]
        for item in block.get("keys", [])
    }
    return [row for row in picture.main + picture.noticed if str(row.finding.pk) not in said]


def fingerprint(content: dict[str, Any]) -> str:
    """SHA-256 of the content in one fixed spelling (sorted keys, UTF-8)."""
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def sections(picture: Picture, opinion: str) -> list[dict[str, Any]]:
    """The brief's sections in the language in force: completeness, findings, opinion, figures, course."""
    return _filled(
        (_("Completeness"), _completeness(picture)),
        (_("Yesterday's findings"), _yesterdays(picture)),
        (_("Findings"), _findings(picture)),
        (_("On the map"), [block] if (block := map_block(picture)) else []),
        (_("Opinion"), _paragraphs(opinion)),
        (_("Figures"), _figures(picture)),
        (_("Course"), _course(picture)),
        (_("Forecast"), _forecast(picture)),
        (_("Data quality"), _quality(picture)),
    )


def _paragraphs(text: str) -> list[dict[str, Any]]:
    return [{"type": "para", "text": line} for line in text.splitlines() if line.strip()]


def _completeness(picture: Picture) -> list[dict[str, Any]]:
    text = _("%(owing)d reports were due, %(signed)d are signed, %(missing)d are missing, %(late)d came late.") % {
        "owing": picture.owing, "signed": picture.signed, "missing": len(picture.missing), "late": len(picture.late),
    }  # fmt: skip
    blocks: list[dict[str, Any]] = [{"type": "para", "text": text}]
    systems = sorted({row.unit.system for row in picture.standings})
    if systems:
        blocks.append({
            "type": "table",
            "columns": [_("System"), _("Signed"), _("Cut-off"), _("Period reported")],
            "align": ["left", "right", "left", "left"],
            "rows": [_system(picture, system) for system in systems],
        })  # fmt: skip
    if picture.missing:
        alone = [row.unit.label for row in picture.missing_alone]
        many = [
            _("%(n)d bureaus of %(unit)s") % {"n": len(rows), "unit": one.label} for one, rows in picture.missing_below
        ]
        names = _(", ").join(alone + many)
        blocks.append({"type": "para", "text": _("Not signed: %(names)s.") % {"names": names}})
    return blocks


def _system(picture: Picture, system: System) -> list[str]:
    rows = [row for row in picture.standings if row.unit.system == system]
    window = picture.windows[system]
    return [
        str(system.label),
        _("%(n)d of %(m)d") % {"n": sum(row.is_signed for row in rows), "m": len(rows)},
        _hour(rows[0].cutoff),
        f"{_moment(window.start)}–{_moment(window.end)}",
    ]


def _figures(picture: Picture) -> list[dict[str, Any]]:
    if not picture.figures:
        return []
    rows = [
        [
            str(indicator.name), *(_number(value, indicator.decimals) for value in (now.confirmed, now.unconfirmed)),
            _("%(n)d of %(m)d") % {"n": now.n, "m": now.m}, _change(now, before),
        ]
        for indicator, now, before in picture.figures
    ]  # fmt: skip
    columns = [_("Indicator"), _("Confirmed"), _("Unconfirmed"), _("Signed"), _("Against yesterday")]
    return [{"type": "table", "columns": columns, "align": ["left", "right", "right", "right", "right"], "rows": rows}]


def _findings(picture: Picture) -> list[dict[str, Any]]:
    """What matters, one by one; what was only noticed and what is settled by number, so that it hides nothing."""
    if not picture.findings:
        return [{"type": "para", "text": _("No check failed and no threshold was passed.")}]
    blocks = _listed(picture.main) or [{"type": "para", "text": _("Nothing that somebody should act on.")}]
    if picture.noticed:
        blocks += [{"type": "heading", "text": _("Also noticed")}, *_listed(picture.noticed)]
    settled = [row for row in picture.settled if row.finding.day == picture.day]
    if settled:
        text = _("Found on this day and settled: %(n)d.") % {"n": len(settled)}
        blocks.append({"type": "para", "text": text})
    return blocks


def _listed(rows: list[Row]) -> list[dict[str, Any]]:
    """A list block; `keys`: all findings that it says, to tell what came later; `links`: of each item, if it is one alone."""
    keys = [str(one.finding.pk) for row in rows for one in row.alone]
    links = ["" if row.members else str(row.finding.pk) for row in rows]
    return [{"type": "list", "items": [row.line for row in rows], "keys": keys, "links": links}] if rows else []


def _yesterdays(picture: Picture) -> list[dict[str, Any]]:
    """What was found the day before, and what became of it."""
    rows = [row for row in picture.yesterdays if not (row.is_noise and not row.is_open)]
    if not rows:
        return []
    still = [row for row in rows if row.is_open]
    text = _("Found yesterday: %(n)d; still open: %(open)d.") % {"n": len(rows), "open": len(still)}
    items = [_("%(line)s (%(state)s)") % {"line": row.bare, "state": _became(row)} for row in rows]
    return [{"type": "para", "text": text}, {"type": "list", "items": items}]


def _became(row: Row) -> str:
    if row.passed_at:
        return _("%(state)s since %(at)s") % {"state": row.state_word, "at": _moment(row.passed_at)}
    if row.accepted and row.accepted.until:
        until = row.accepted.until
        return _("%(state)s until %(day)s") % {"state": row.state_word, "day": f"{until.month}.{until.day}"}
    return row.state_word


def _course(picture: Picture) -> list[dict[str, Any]]:
    return [
        {
            "type": "trend",
            "caption": _("%(name)s (%(unit)s)") % {"name": indicator.name, "unit": indicator.unit},
            "labels": [f"{day.month}.{day.day}" for day in days],
            "series": [{"name": str(indicator.name), "values": values}],
        }
        for indicator, days, values in picture.trends
    ]


def _forecast(picture: Picture) -> list[dict[str, Any]]:
    """Three days ahead with their bands, and what will not last."""
    rows = [
        [str(one.indicator.name), _number(one.last), *map(_ahead, one.ahead)] for one in picture.forecasts if one.ahead
    ]
    columns = [_("Indicator"), _("Last number"), _("In one day"), _("In two days"), _("In three days")]
    blocks: list[dict[str, Any]] = []
    if rows:
        blocks.append({"type": "table", "columns": columns, "align": ["left", *["right"] * 4], "rows": rows})
    out = looking_ahead.running_out(picture.unit, picture.line, picture.day, picture.known)
    items = [
        _("%(unit)s, %(name)s: %(last)s left; used up about %(day)s.")
        % {"unit": one.node.name, "name": one.indicator.name, "last": _number(one.last), "day": f"{end.day.month}.{end.day.day}"}
        for one, end in out
    ]  # fmt: skip
    return blocks + ([{"type": "list", "items": items}] if items else [])


def _ahead(step: Ahead) -> str:
    """A point with its band: 1,204 (1,190–1,221)."""
    point = f"{step.point:,.0f}"
    if step.low is None or step.high is None:
        return _("%(point)s (no interval)") % {"point": point}
    return f"{point} ({step.low:,.0f}–{step.high:,.0f})"


def _quality(picture: Picture) -> list[dict[str, Any]]:
    """What was reported how, in one line a system."""
    rows = [
        [
            str(one.system.label), *(str(number.n) for number in (one.in_time, one.late, one.silent, one.returned)),
            "—" if one.filled.share is None else f"{one.filled.share:.0f} %", str(one.overridden.n), str(one.drifted.n),
        ]
        for one in picture.quality.systems
    ]  # fmt: skip
    columns = [
        _("System"), _("In time"), _("Late"), _("Silent"), _("Returned"), _("Filled by registers"), _("Overridden"),
        _("Differ now"),
    ]  # fmt: skip
    if not rows:
        return []
    return [{"type": "table", "columns": columns, "align": ["left", *["right"] * 7], "rows": rows}]


def _change(now: Figure, before: Figure) -> str:
    change = now.change(before)
    return "—" if change is None else f"{change:+g}" if change else "0"


def _number(value: float | None, decimals: int = 0) -> str:
    return "—" if value is None else f"{round(value, decimals):,.10g}"


def _hour(moment: datetime) -> str:
    return clock.local(moment).strftime("%H:%M")


def _moment(moment: datetime) -> str:
    local = clock.local(moment)
    return f"{local.month}.{local.day} {local:%H:%M}"
