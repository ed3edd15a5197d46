"""The OpenAPI document made readable: no foreign script draws it, so it works offline, in print and under a strict policy."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fengsui.chronicle.timeline.queries import kinds

_EXAMPLES = {
    "unit": "prison-05",
    "line": "territory",
    "day": "2020-02-03",
    "first": "2020-02-01",
    "last": "2020-02-03",
}

# What the same words mean in every address.
_MEANINGS = {
    "unit": gettext_lazy("the unit's code"), "line": gettext_lazy("the line of command"), "day": gettext_lazy("the day reported"),
    "first": gettext_lazy("from this day"), "last": gettext_lazy("to this day, included"),
    "after": gettext_lazy("what the last answer gave as next"), "limit": gettext_lazy("rows at once: 100, at most 500"),
    "as_known": gettext_lazy("as it was known at this moment, like 2020-02-03T18:40; empty: now"),
    "round": gettext_lazy("the round's id"), "Idempotency-Key": gettext_lazy("a new UUID for each write"),
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """A parameter or field."""

    name: str
    kind: str
    required: bool
    about: str


@dataclass(frozen=True)
class Operation:
    name: str
    method: str
    path: str
    summary: str
    about: str
    scope: str
    parameters: list[Row]
    body: list[Row]
    answer: list[Row]
    example: str


def groups(schema: dict[str, Any], base: str) -> list[tuple[str, list[Operation]]]:
    """The operations by room, in the order of the document."""
    found: dict[str, list[Operation]] = {}
    for path, methods in schema["paths"].items():
        for method, told in methods.items():
            found.setdefault(told.get("tags", [""])[0], []).append(_operation(schema, base, path, method, told))
    titles = kinds()
    return [(titles.get(room, room), listed) for room, listed in found.items()]


def _operation(schema: dict[str, Any], base: str, path: str, method: str, told: dict[str, Any]) -> Operation:
    body = _content(told.get("requestBody", {}))
    return Operation(
        name=told["operationId"], method=method.upper(), path=path, summary=str(told["summary"]),
        about=str(told.get("description", "")), scope=told.get("x-scope", ""),
        parameters=[_parameter(schema, one) for one in told["parameters"]],
        body=_rows(schema, body), answer=_rows(schema, _content(told["responses"].get(200, {}))),
        example=_example(schema, base + path, method, told, body),
    )  # fmt: skip


def _content(told: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = told.get("content", {}).get("application/json", {}).get("schema", {})
    return found


def _parameter(schema: dict[str, Any], one: dict[str, Any]) -> Row:
    where = {"path": _("in the address"), "header": _("in the head")}.get(one["in"], _("after the question mark"))
    about = _about(one["schema"]) or str(_MEANINGS.get(one["name"], ""))
    return Row(one["name"], f"{_kind(schema, one['schema'])} · {where}", one.get("required", False), about)


def _rows(schema: dict[str, Any], told: dict[str, Any], before: str = "") -> list[Row]:
    """The fields of an object, with those of the objects inside it below it."""
    told = _resolved(schema, told)
    needed = told.get("required", ())
    found: list[Row] = []
    for name, field in told.get("properties", {}).items():
        inner = _resolved(schema, field.get("items", field))
        found.append(Row(before + name, _kind(schema, field), name in needed, _about(field)))
        if "properties" in inner:
            found += _rows(schema, inner, f"{before}{name}{'[]' if 'items' in field else ''}.")
    return found


def _resolved(schema: dict[str, Any], told: dict[str, Any]) -> dict[str, Any]:
    name = told.get("$ref", "").rpartition("/")[2]
    found: dict[str, Any] = schema["components"]["schemas"][name] if name else told
    return found


def _about(told: dict[str, Any]) -> str:
    said = str(told.get("description", ""))
    return _(said) if said else ""  # the rooms mark these sentences; the document itself stays English


def _kind(schema: dict[str, Any], told: dict[str, Any]) -> str:
    """What a value is, in a word."""
    if "anyOf" in told:
        return _(" or ").join(_kind(schema, one) for one in told["anyOf"])
    told = _resolved(schema, told)
    if "enum" in told:
        return ", ".join(str(one) for one in told["enum"])
    if told.get("type") == "array":
        return _("list of %(what)s") % {"what": _kind(schema, told.get("items", {}))}
    words = {
        "string": _("text"), "integer": _("whole number"), "number": _("number"), "boolean": _("yes or no"),
        "object": _("object"), "null": "null", "date": _("day"), "date-time": _("moment"), "uuid": "UUID",
    }  # fmt: skip
    return words.get(told.get("format", ""), words.get(told.get("type", ""), ""))


def _example(schema: dict[str, Any], url: str, method: str, told: dict[str, Any], body: dict[str, Any]) -> str:
    query = []
    for one in told["parameters"]:
        value = _EXAMPLES.get(one["name"], "…")
        if one["in"] == "path":
            url = url.replace("{" + one["name"] + "}", value)
        elif one.get("required") and one["in"] == "query":
            query.append(f"{one['name']}={value}")
    address = url + ("?" + "&".join(query) if query else "")
    schemes = [name for one in told.get("security", [{"Bearer": []}]) for name in one]
    heads = [f'-H "Authorization: {"Device" if name == "Device" else "Bearer"} $TOKEN"' for name in schemes]
    lines = [" ".join(["curl", *heads, f'"{address}"'])]
    if method != "get":
        said = json.dumps(_sample(schema, body), ensure_ascii=False)
        if any(one["name"] == "Idempotency-Key" for one in told["parameters"]):
            heads.append('-H "Idempotency-Key: $(uuidgen)"')
        lines = [
            " ".join([f"curl -X {method.upper()}", *heads]),
            f"     -H \"Content-Type: application/json\" -d '{said}'",
            f'     "{address}"',
        ]
        return " \\\n".join(lines)
    return lines[0]


def _sample(schema: dict[str, Any], told: dict[str, Any]) -> Any:
    """The smallest body that is as documented."""
    told = _resolved(schema, told["anyOf"][0] if "anyOf" in told else told)
    if "enum" in told:
        return told["enum"][0]
    if told.get("type") == "array":
        return [_sample(schema, told.get("items", {}))]
    if "properties" in told:
        return {name: _sample(schema, field) for name, field in told["properties"].items()}
    samples = {"integer": 0, "number": 3, "boolean": True, "string": "…"}
    return {"date": "2020-02-03", "uuid": "019…"}.get(told.get("format", ""), samples.get(told.get("type", "")))
