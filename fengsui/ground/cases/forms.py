from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class CasesForm(forms.Form):
    file = forms.FileField(
        label=_("File"), widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx,.xls", "data-max-mb": "16"}),
        help_text=_("CSV (UTF-8 or GB 18030, comma or tab) or a workbook."),
    )  # fmt: skip
