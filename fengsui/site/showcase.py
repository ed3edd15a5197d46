"""What the living style guide shows: made-up values, one of each."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from fengsui.ground.clock import queries as clock
from fengsui.ground.org.pages import Page
from fengsui.site.history import Line

if TYPE_CHECKING:
    from django.http import HttpRequest


class Sample(forms.Form):
    counted = forms.IntegerField(label=_("Counted"), min_value=0, help_text=_("Everybody seen with one's own eyes."))
    reason = forms.CharField(label=_("Reason"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    kind = forms.ChoiceField(label=_("Kind"), choices=[("", "—"), ("in", _("Admission")), ("out", _("Release"))])
    shift = forms.ChoiceField(label=_("Shift"), choices=[("am", _("Morning")), ("pm", _("Evening"))], widget=forms.RadioSelect)
    sure = forms.BooleanField(label=_("I counted them myself"))
    file = forms.FileField(label=_("File"), required=False)

    def clean_counted(self) -> int:
        counted = int(self.cleaned_data["counted"])
        if counted > 500:
            raise ValidationError(_("This ward has 412 places; check the number."))
        return counted


ROWS = [
    {"name": _("Ward 1"), "count": 412, "fever": 0, "trend": [410, 411, 411, None, 412, 412], "tone": "good", "word": _("confirmed")},
    {"name": _("Ward 2"), "count": 1208, "fever": 3, "trend": [1190, 1200, 1204, 1208, 1208, 1208], "tone": "due", "word": _("waiting")},
    {"name": _("Ward 3"), "count": None, "fever": None, "trend": [380, 381, None, None, None, None], "tone": "bad", "word": _("late")},
]
TONES = [
    ("good", _("confirmed")), ("busy", _("under way")), ("due", _("waiting")), ("bad", _("late")), ("still", _("not due")),
    ("draft", _("draft")),
]  # fmt: skip


def context(request: HttpRequest) -> dict[str, Any]:
    now = clock.now()
    if "toasts" in request.GET:
        messages.success(request, _("The roll-call is saved."), extra_tags="undo:/style/")
        messages.warning(request, _("Two wards are still missing."))
    form = Sample(request.POST, prefix="s") if request.method == "POST" else Sample(prefix="s")
    wrong = Sample({"w-counted": "999", "w-kind": "in", "w-shift": "am"}, prefix="w")
    lines = [
        Line(now - timedelta(hours=2), now - timedelta(hours=2), "包志强", str(_("The roll-call of ward 1 was taken: 412."))),
        Line(now - timedelta(hours=1), now, str(_("the system")), str(_("The evening report was filled in."))),
    ]
    return {
        "form": form, "wrong": wrong, "rows": ROWS, "tones": TONES, "now": now, "soon": now + timedelta(minutes=25),
        "past": now - timedelta(minutes=70), "lines": lines, "page": Page([], "1", "2"),
        "tab_items": [(_("All"), "/style/", 34), (_("Late"), "/style/?late", 2), (_("Closed"), "/style/?closed")],
    }  # fmt: skip
