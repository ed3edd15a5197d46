"""Reading what was typed about messages. The rules are the actions'."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from fengsui.ground.messages.actions.providers import Settings
from fengsui.ground.messages.actions.rounds import Wanted
from fengsui.ground.messages.models import Channel, Level, Outcome, Secure, Sender
from fengsui.ground.messages.models.rounds import TEXT

if TYPE_CHECKING:
    from datetime import datetime

    from fengsui.ground.messages.models import Wording


class Plain(forms.CharField):
    """A text without NUL, which no text of the database may have."""

    def clean(self, value: Any) -> str:
        return str(super().clean(value)).replace("\x00", "").strip()


class WayForm(forms.Form):
    channel = forms.ChoiceField(label=_("Channel"), choices=Channel.choices)
    address = Plain(
        label=_("Address"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("E-mail address, mobile number, or for WeCom, DingTalk and Feishu what your administrator told you."),
    )  # fmt: skip
    level = forms.ChoiceField(
        label=_("What is sent there"), choices=Level.choices, widget=forms.RadioSelect, initial=Level.ALL
    )


class ProviderForm(forms.Form):
    channel = forms.ChoiceField(label=_("Channel"), choices=Channel.choices)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=Sender.choices,
        help_text=_("E-mail goes by a mail server, text messages by Aliyun or Tencent Cloud, the others by a robot."),
    )  # fmt: skip
    server = Plain(
        label=_("Server"), max_length=200, required=False,
        help_text=_("Mail: host:port. Text messages: only for a gateway of your own, https://…"),
    )  # fmt: skip
    secure = forms.ChoiceField(label=_("Encryption (mail)"), choices=Secure.choices, initial=Secure.TLS)
    login = Plain(
        label=_("Log-in or key id"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    secret = Plain(
        label=_("Secret"), max_length=400, required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Password, access key secret, or the robot’s address with {address}. It is sealed and never shown; empty: it stays as it is."),
    )  # fmt: skip
    sender = Plain(
        label=_("Sent as"),
        max_length=120,
        required=False,
        help_text=_("Mail: an address. Text messages: the signature."),
    )
    template = Plain(
        label=_("Template code"), max_length=60, required=False,
        help_text=_("Text messages: of an approved template with the one place n, the number of messages."),
    )  # fmt: skip
    app = Plain(label=_("Application id"), max_length=60, required=False, help_text=_("Tencent Cloud only."))
    price = forms.DecimalField(
        label=_("Price of a text in yuan"), max_digits=7, decimal_places=4, min_value=0, max_value=100, initial=0
    )

    def settings(self) -> Settings:
        return Settings(**self.cleaned_data)


class TemplateForm(forms.Form):
    title = Plain(label=_("Title"), max_length=60)
    zh = Plain(
        label=_("Text in Chinese"), max_length=TEXT, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Known by themselves: {单位}, {日期}, {时间}. Own fields in the same way: {地点}."),
    )  # fmt: skip
    en = Plain(
        label=_("Text in English"), max_length=2 * TEXT, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    fields = Plain(
        label=_("Own fields"),
        max_length=200,
        required=False,
        help_text=_("Apart by commas; each is asked for when the text is used."),
    )  # type: ignore[assignment]


class Hour(forms.DateTimeField):
    """A local moment of the domain, as the browser's own field writes it."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"))
        super().__init__(input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"], **kwargs)


class RoundForm(forms.Form):
    title = Plain(label=_("What it is about"), max_length=60)
    text = Plain(
        label=_("Text"), max_length=2 * TEXT, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Neutral words: whoever looks at the phone must not learn what its owner is. No names."),
    )  # fmt: skip
    staff = forms.MultipleChoiceField(
        label=_("People of the unit"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
    )
    names = Plain(
        label=_("Others, by name"), required=False, max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4}), help_text=_("A line each. Kept sealed, and destroyed in due time."),
    )  # fmt: skip

    def __init__(self, people: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["staff"].choices = people  # type: ignore[attr-defined]

    def wanted(self, wording: Wording | None) -> Wanted:
        data = self.cleaned_data
        staff = [UUID(pk) for pk in data["staff"]]
        return Wanted(data["title"], data["text"], staff, data["names"].splitlines(), wording)


class MarkForm(forms.Form):
    outcome = forms.ChoiceField(
        label=_("What became of it"), choices=Outcome.choices, widget=forms.RadioSelect, initial=Outcome.SENT
    )
    reason = Plain(label=_("Why they were not reached"), max_length=100, required=False)
    at = Hour(label=_("When"), required=False, help_text=_("Empty: now."))

    def moment(self) -> datetime | None:
        at: datetime | None = self.cleaned_data["at"]
        return at


class AssignForm(forms.Form):
    person = forms.ChoiceField(label=_("Whose reply it is"))

    def __init__(self, people: list[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", "—"), *people]  # type: ignore[attr-defined]
