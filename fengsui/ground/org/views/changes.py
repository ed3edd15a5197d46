"""Changing a unit: a form, a preview of what would follow, a confirmation. The rules are those of `org.plans`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from fengsui.ground.org import actions, plans, scope, suits
from fengsui.ground.org.doors import submitted
from fengsui.ground.org.forms import PARTS, ChangeForm, MergeForm, MoveForm, RenameForm, SplitForm
from fengsui.ground.org.models import Appointment, Change, ChangeKind, Line, Tie, Unit
from fengsui.ground.org.people import masked
from fengsui.ground.org.plans import Part, Plan
from fengsui.ground.org.views.common import status, unit_of
from fengsui.house import Refused

if TYPE_CHECKING:
    from django.http import HttpResponse

    from fengsui.ground.org.places import Request

TITLES = {
    ChangeKind.MOVE: gettext_lazy("Move"), ChangeKind.MERGE: gettext_lazy("Merge"),
    ChangeKind.SPLIT: gettext_lazy("Split"), ChangeKind.CLOSE: gettext_lazy("Close the unit"),
    ChangeKind.RENAME: gettext_lazy("Rename"),
}  # fmt: skip
LEADS = {
    ChangeKind.MOVE: gettext_lazy("It answers to another superior from a day on, with everything below it."),
    ChangeKind.MERGE: gettext_lazy("It is closed; what is below it and its people go over to another unit."),
    ChangeKind.SPLIT: gettext_lazy("New units come out of it; what is below it is shared out."),
    ChangeKind.CLOSE: gettext_lazy("It exists no longer from a day on; its past stays."),
    ChangeKind.RENAME: gettext_lazy("It is called otherwise from a day on; on earlier days it keeps its name."),
}


class Wish:
    """One change as a page asks for it: its form, its plan, its act."""

    def __init__(self, request: Request, unit: Unit, kind: ChangeKind) -> None:
        self.person, self.unit, self.kind = request.person, unit, kind
        self.form = getattr(self, f"_form_{kind.value}")(request.POST or None)

    def plan(self, data: dict[str, Any]) -> Plan:
        found: Plan = getattr(self, f"_plan_{self.kind.value}")(data)
        return found

    def act(self, data: dict[str, Any]) -> object:
        common = {"since": data["since"], "by": self.person, "seen": data["seen"]}
        return getattr(self, f"_act_{self.kind.value}")(data, common)

    def _form_move(self, post: Any) -> MoveForm:
        ties = list(Tie.objects.on().filter(unit=self.unit, superior__isnull=False))
        return MoveForm([(str(Line(tie.line).label), self._superiors(tie)) for tie in ties], post)

    def _superiors(self, tie: Tie) -> list[tuple[str, str]]:
        """The units in reach that it could answer to: of a fitting kind, in the line, not below itself."""
        reach = scope.units(self.person, "org.arrange")
        there = Tie.objects.filter(line=tie.line, valid_to__isnull=True, unit__in=reach).exclude(
            path__within=[tie.path]
        )
        rows = there.exclude(unit=tie.superior_id).select_related("unit").order_by("path")
        fit = (row.unit for row in rows if suits.may_stand_below(self.unit.kind, row.unit.kind))
        return [(f"{tie.line}:{unit.pk}", unit.label) for unit in fit]

    def _target(self, text: str) -> tuple[str, Unit]:
        line, _colon, pk = text.partition(":")
        return line, scope.units(self.person, "org.arrange").get(pk=int(pk))

    def _plan_move(self, data: dict[str, Any]) -> Plan:
        return plans.move(self.unit, *self._target(data["to"]), data["since"])

    def _act_move(self, data: dict[str, Any], common: dict[str, Any]) -> object:
        return actions.move(self.unit, *self._target(data["to"]), **common)

    def _form_merge(self, post: Any) -> MergeForm:
        reach = scope.units(self.person, "org.arrange").existing()  # type: ignore[attr-defined]
        same = reach.filter(kind=self.unit.kind).exclude(pk=self.unit.pk).order_by("code")
        return MergeForm(same, self._carry(), post)

    def _carry(self) -> list[tuple[str, str]]:
        if not scope.may(self.person, "org.appoint", self.unit):
            return []
        rows = list(Appointment.objects.on().filter(unit=self.unit).select_related("person"))
        names = masked(row.person for row in rows)
        return [(str(row.pk), f"{row.get_office_display()} {names[row.person_id].name}") for row in rows]

    def _heir(self, data: dict[str, Any]) -> Unit:
        return scope.units(self.person, "org.arrange").get(pk=int(data["into"]))

    def _plan_merge(self, data: dict[str, Any]) -> Plan:
        return plans.merge([self.unit], self._heir(data), data["since"])

    def _act_merge(self, data: dict[str, Any], common: dict[str, Any]) -> object:
        carry = [int(pk) for pk in data.get("carry", ())]
        return actions.merge([self.unit], self._heir(data), carry=carry, **common)

    def _form_split(self, post: Any) -> SplitForm:
        ties = Tie.objects.on().filter(superior=self.unit).select_related("unit").order_by("unit__code")
        return SplitForm(list({tie.unit_id: tie.unit for tie in ties}.values()), post)

    def _parts(self, data: dict[str, Any]) -> list[Part]:
        takes = {str(n): [u.code for u in self.form.below if data[f"to_{u.pk}"] == str(n)] for n in range(1, PARTS + 1)}
        return [
            Part(data[f"code_{n}"].strip(), data[f"name_{n}"].strip(), takes=tuple(takes[str(n)]))
            for n in range(1, PARTS + 1) if data[f"code_{n}"].strip() or data[f"name_{n}"].strip() or takes[str(n)]
        ]  # fmt: skip

    def _plan_split(self, data: dict[str, Any]) -> Plan:
        return plans.split(self.unit, self._parts(data), data["since"], keep=data["keep"])

    def _act_split(self, data: dict[str, Any], common: dict[str, Any]) -> object:
        return actions.split(self.unit, self._parts(data), keep=data["keep"], **common)

    def _form_close(self, post: Any) -> ChangeForm:
        return ChangeForm(post)

    def _plan_close(self, data: dict[str, Any]) -> Plan:
        return plans.close(self.unit, data["since"])

    def _act_close(self, data: dict[str, Any], common: dict[str, Any]) -> object:
        return actions.close(self.unit, day=data["since"], by=common["by"], seen=common["seen"])

    def _form_rename(self, post: Any) -> RenameForm:
        initial = {"name": self.unit.name, "name_en": self.unit.name_en, "short": self.unit.short}
        return RenameForm(post, initial=initial)

    def _names(self, data: dict[str, Any]) -> dict[str, Any]:
        return {key: data[key] for key in ("name", "name_en", "short")}

    def _plan_rename(self, data: dict[str, Any]) -> Plan:
        return plans.rename(self.unit, since=data["since"], **self._names(data))

    def _act_rename(self, data: dict[str, Any], common: dict[str, Any]) -> object:
        return actions.rename(self.unit, **self._names(data), **common)


def change(request: Request, code: str, kind: str) -> HttpResponse:
    """Fill in, look at what follows, confirm. The confirmation is refused if the units changed since the preview."""
    if kind not in ChangeKind.values:
        raise Http404
    unit = unit_of(request, code, "org.arrange")
    wish = Wish(request, unit, ChangeKind(kind))
    form, found = wish.form, list[Plan]()
    if request.method == "POST" and request.POST.get("do") == "confirm" and submitted(form, wish.act):
        text = _("%(unit)s: %(what)s from %(day)s.") % {
            "unit": unit.label, "what": TITLES[wish.kind], "day": form.cleaned_data["since"].isoformat(),
        }  # fmt: skip
        last = Change.objects.filter(by=request.person).order_by("-pk").first()
        undo = f"undo:{reverse('org:withdraw', args=[last.pk])}" if last else ""
        messages.success(request, text, extra_tags=undo)
        return redirect("org:unit", unit.code)
    if request.method == "POST":
        _preview(wish, found)
    return render(request, "org/change.html", _context(wish, form, found), status=status(form))


def _preview(wish: Wish, found: list[Plan]) -> None:
    """The plan as it would be now; after a refusal because of somebody else's change too."""
    refused = not wish.form.is_valid()
    if "since" in wish.form.cleaned_data:
        try:
            found.append(wish.plan(wish.form.cleaned_data))
        except (Refused, KeyError) as error:
            if not refused and isinstance(error, Refused):
                wish.form.add_error(error.field if error.field in wish.form.fields else None, str(error.sentence))


def _context(wish: Wish, form: Any, found: list[Plan]) -> dict[str, Any]:
    plan = found[0] if found else None
    context = {
        "unit": wish.unit, "kind": wish.kind.value, "title": TITLES[wish.kind], "lead": LEADS[wish.kind], "form": form,
        "plan": plan, "kinds": [(TITLES[each], reverse("org:change", args=[wish.unit.code, each.value])) for each in ChangeKind],
    }  # fmt: skip
    if plan:
        rows = list(plan.appointments().select_related("person", "unit"))
        people = masked(row.person for row in rows)
        context |= {
            "token": plan.token(), "below": plan.moving(), "consequences": plan.consequences(),
            "ending": [(row, people[row.person_id]) for row in rows], "people": plan.capacities().count(),
        }  # fmt: skip
    return context


@require_POST
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Take back what is planned, or what was done today."""
    reach = scope.units(request.person, "org.arrange")
    row = get_object_or_404(Change.objects.filter(unit__in=reach).select_related("unit"), pk=pk)
    try:
        actions.withdraw(row, by=request.person)
        messages.success(request, _("It was withdrawn; everything is as it was."))
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    return redirect("org:unit", row.unit.code)
