"""What the living style guide shows: made-up values, one of each.

Its sample words stand here in both languages, not in the catalogue: there they would become the words of every page.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.utils.functional import lazy

from fengsui.ground.clock import queries as clock
from fengsui.ground.org.pages import Page
from fengsui.site import words
from fengsui.site.history import Line

if TYPE_CHECKING:
    from django.http import HttpRequest

SAMPLES = {
    "title": ("样式指南", "Style guide"),
    "lead": ("页面的每个部件、每种状态都在这里；这里没有的，就不用。", "Every part of a page, with every state. What is not here is not used."),
    "print": ("打印", "Print"), "sign": ("签报", "Sign"), "unit": ("单位", "Unit"), "day": ("日期", "Day"),
    "prison": ("演示监狱", "Synthetic prison"), "cutoff": ("截止时间", "Cut-off"), "left": ("剩余", "Left"), "signed_by": ("签报人", "Signed by"),
    "held": ("在押", "Held"), "persons": ("人", "persons"), "places": ("核定 19,600", "19,600 places"),
    "officers": ("执勤民警", "Officers on duty"), "day_9": ("第 9 天，共 14 天", "day 9 of 14"),
    "fevers": ("发热", "Fevers"), "more": ("比昨日多 4", "4 more than yesterday"),
    "reports_missing": ("未报单位", "Reports missing"), "of_34": ("应报 34", "of 34 due"),
    "masks": ("口罩", "Masks"), "not_yet": ("尚未填报", "not reported yet"),
    "table": ("在手机上变成卡片的表格", "A table that becomes cards on a phone"), "all_wards": ("全部监区", "All wards"),
    "ward": ("监区", "Ward"), "last_days": ("近几日", "Last days"), "state": ("状态", "State"), "sum": ("合计", "Sum"),
    "grid": ("填报网格", "A grid to fill in"), "grid_note": ("可从 Excel 粘贴，用方向键移动", "paste from Excel, move with the arrow keys"),
    "morning": ("早", "Morning"), "evening": ("晚", "Evening"), "escorts": ("就医", "Escorts"), "save": ("保存", "Save"), "leave": ("离开", "Leave"),
    "form": ("表单", "A form"), "wrong": ("有错误的表单", "A form with mistakes"), "delete": ("删除", "Delete"), "not_possible": ("不可用", "Not possible"),
    "states": ("状态", "States"), "progress": ("进度", "Progress"), "received": ("已收报告", "Reports received"), "roll_calls": ("清点", "Roll-calls"),
    "acknowledged": ("已签收", "Acknowledged"), "to_know": ("请知悉", "To know"), "cutoff_today": ("今日截止时间为18:45。", "The cut-off is 18:45 today."),
    "arrived": ("全部到齐。", "Everything has arrived."), "two_missing": ("还缺两个监区。", "Two wards are still missing."),
    "no_sum": ("数目对不上", "It does not add up"),
    "no_sum_why": ("昨日412，进3，出1，应为414，清点为413。", "Yesterday 412, in 3, out 1: that makes 414, counted were 413."),
    "rows": ("可打开的行", "Rows that open"), "evening_call": ("晚清点", "Evening roll-call"), "none": ("今日无发热", "No fevers today"),
    "none_why": ("体温37.3℃及以上会自动列在这里。", "Measurements of 37.3 °C and more are listed here by themselves."), "yesterday": ("昨日名单", "Yesterday's list"),
    "ward_1": ("一监区", "Ward 1"), "ward_2": ("二监区", "Ward 2"), "ward_3": ("三监区", "Ward 3"),
    "confirmed": ("已确认", "confirmed"), "busy": ("办理中", "under way"), "waiting": ("待确认", "waiting"), "late": ("逾期", "late"),
    "not_due": ("未到期", "not due"), "draft": ("草稿", "draft"), "all": ("全部", "All"), "closed": ("已关闭", "Closed"),
    "saved": ("清点已保存。", "The roll-call is saved."), "line_1": ("一监区已清点：412人。", "The roll-call of ward 1 was taken: 412."),
    "line_2": ("晚报告已自动填写。", "The evening report was filled in."), "system": ("系统", "the system"),
    "counted": ("清点人数", "Counted"), "counted_hint": ("亲眼看到的每一个人。", "Everybody seen with one's own eyes."), "reason": ("原因", "Reason"),
    "kind": ("类别", "Kind"), "in": ("收押", "Admission"), "out": ("释放", "Release"), "shift": ("班次", "Shift"), "sure": ("由我本人清点", "I counted them myself"),
    "file": ("文件", "File"), "too_many": ("该监区核定412人，请核对。", "This ward has 412 places; check the number."),
}  # fmt: skip


def say(key: str) -> str:
    return SAMPLES[key][0 if words.chinese() else 1]


_later = lazy(say, str)


class Sample(forms.Form):
    counted = forms.IntegerField(label=_later("counted"), min_value=0, help_text=_later("counted_hint"))
    reason = forms.CharField(label=_later("reason"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    kind = forms.ChoiceField(label=_later("kind"), choices=[("", "—"), ("in", _later("in")), ("out", _later("out"))])
    shift = forms.ChoiceField(
        label=_later("shift"), choices=[("am", _later("morning")), ("pm", _later("evening"))], widget=forms.RadioSelect
    )
    sure = forms.BooleanField(label=_later("sure"))
    file = forms.FileField(label=_later("file"), required=False)

    def clean_counted(self) -> int:
        counted = int(self.cleaned_data["counted"])
        if counted > 500:
            raise ValidationError(say("too_many"))
        return counted


def _rows() -> list[dict[str, Any]]:
    trends: list[list[int | None]] = [
        [410, 411, 411, None, 412, 412], [1190, 1200, 1204, 1208, 1208, 1208], [380, 381, None, None, None, None],
    ]  # fmt: skip
    told = [(412, 0, "good", "confirmed"), (1208, 3, "due", "waiting"), (None, None, "bad", "late")]
    return [
        {"name": say(f"ward_{i}"), "count": count, "fever": fever, "trend": trend, "tone": tone, "word": say(word)}
        for i, ((count, fever, tone, word), trend) in enumerate(zip(told, trends, strict=True), 1)
    ]


def _lines() -> list[Line]:
    now = clock.now()
    return [
        Line(now - timedelta(hours=2), now - timedelta(hours=2), "包某", say("line_1")),
        Line(now - timedelta(hours=1), now, say("system"), say("line_2")),
    ]


def context(request: HttpRequest) -> dict[str, Any]:
    now = clock.now()
    if "toasts" in request.GET:
        messages.success(request, say("saved"), extra_tags="undo:/style/")
        messages.warning(request, say("two_missing"))
    tones = ["good", "busy", "due", "bad", "still", "draft"]
    names = ["confirmed", "busy", "waiting", "late", "not_due", "draft"]
    return {
        "t": {key: say(key) for key in SAMPLES},
        "form": Sample(request.POST, prefix="s") if request.method == "POST" else Sample(prefix="s"),
        "wrong": Sample({"w-counted": "999", "w-kind": "in", "w-shift": "am"}, prefix="w"),
        "rows": _rows(), "lines": _lines(), "page": Page([], "1", "2"),
        "tones": [(tone, say(name)) for tone, name in zip(tones, names, strict=True)],
        "now": now, "soon": now + timedelta(minutes=25), "past": now - timedelta(minutes=70),
        "tab_items": [(say("all"), "/style/", 34), (say("late"), "/style/?late", 2), (say("closed"), "/style/?closed")],
    }  # fmt: skip
