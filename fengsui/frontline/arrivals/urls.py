from __future__ import annotations

from django.urls import path, register_converter
from django.urls.converters import get_converters

from fengsui.frontline.arrivals import public, views
from fengsui.frontline.arrivals.models import FilingKind, Slot
from fengsui.ground.clock import converters  # noqa: F401 - registers <day:…>


class ArrivalSlotConverter:
    regex = "|".join(Slot.values)

    def to_python(self, value: str) -> Slot:
        return Slot(value)

    def to_url(self, value: str) -> str:
        return str(value)


class FilingKindConverter:
    regex = "|".join(FilingKind.values)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return str(value)


for _name, _converter in (("measuring", ArrivalSlotConverter), ("filing_kind", FilingKindConverter)):
    if _name not in get_converters():
        register_converter(_converter, _name)

app_name = "arrivals"
_FILING, _UNIT, _PUBLIC = "arrivals/filings/<uuid:pk>/", "arrivals/<slug:code>/", "public/arrivals/"
urlpatterns = [
    path("arrivals/", views.index, name="index"),
    path(_FILING, views.filing, name="filing"),
    path(f"{_FILING}names/", views.unmask, name="unmask"),
    path(f"{_FILING}act/", views.act, name="act"),
    path(f"{_FILING}correct/", views.correct, name="correct"),
    path("arrivals/observations/<uuid:pk>/release/", views.release, name="release"),
    path("arrivals/observations/<uuid:pk>/reopen/", views.reopen, name="reopen"),
    path("arrivals/observations/<uuid:pk>/certificate/", views.certificate, name="certificate"),
    path("arrivals/fevers/<uuid:pk>/", views.fever, name="fever"),
    path("arrivals/links/<uuid:pk>/", views.poster, name="poster"),
    path("arrivals/links/<uuid:pk>/close/", views.close, name="close"),
    path("arrivals/notices/<uuid:pk>/", views.notice, name="notice"),
    path("arrivals/notices/<uuid:pk>/down/", views.take_down, name="take_down"),
    path("arrivals/explained/<uuid:pk>/withdraw/", views.unexplain, name="unexplain"),
    path(_UNIT, views.listed, name="list"),
    path(f"{_UNIT}new/<filing_kind:kind>/", views.new, name="new"),
    path(f"{_UNIT}links/", views.doors, name="doors"),
    path(f"{_UNIT}notices/", views.notices, name="notices"),
    path(f"{_UNIT}explained/", views.explained, name="explained"),
    path(f"{_UNIT}<day:day>/<measuring:slot>/", views.temperatures, name="temperatures"),
    path(f"{_UNIT}<day:day>/rows/<str:indicator>/", views.rows, name="rows"),
    path(f"{_PUBLIC}own/<str:signed>/", public.own, name="public_own"),
    path(f"{_PUBLIC}own/<str:signed>/correct/", public.correct, name="public_correct"),
    path(f"{_PUBLIC}<str:token>/", public.door, name="public"),
    path(f"{_PUBLIC}<str:token>/<filing_kind:kind>/", public.form, name="public_form"),
]
