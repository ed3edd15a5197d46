from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from fengsui.ground.maps.reading import MOST_BYTES


class MapForm(forms.Form):
    """A map, where it comes from, and the number under which it was reviewed."""

    file = forms.FileField(
        label=_("File"), widget=forms.FileInput(attrs={"accept": ".geojson,.json", "data-max-mb": str(MOST_BYTES >> 20)}),
        help_text=_("GeoJSON, a FeatureCollection in longitude and latitude; each feature has the properties code (six digits) and name, and may have name_en and parent."),
    )  # fmt: skip
    source = forms.CharField(
        label=_("Source"), max_length=200, help_text=_("Who published it, and when: it stands beside the map.")
    )
    review_number = forms.CharField(
        label=_("Map review number"), max_length=60, required=False,
        help_text=_("As on the standard map; empty if it has none: then every picture says that it is for internal use."),
    )  # fmt: skip
    licence = forms.CharField(label=_("Licence"), max_length=100, required=False)
