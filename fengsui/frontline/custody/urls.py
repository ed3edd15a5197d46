from __future__ import annotations

from django.urls import path, register_converter
from django.urls.converters import get_converters

from fengsui.frontline.custody import views
from fengsui.frontline.custody.models import Slot
from fengsui.ground.clock import converters  # noqa: F401 - registers <day:…>


class SlotConverter:
    regex = "|".join(Slot.values)

    def to_python(self, value: str) -> Slot:
        return Slot(value)

    def to_url(self, value: str) -> str:
        return str(value)


if "slot" not in get_converters():
    register_converter(SlotConverter, "slot")

app_name = "custody"
urlpatterns = [
    path("custody/", views.index, name="index"),
    path("custody/sections/<slug:code>/", views.section, name="section"),
    path("custody/<slug:code>/", views.facility, name="facility"),
    path("custody/<slug:code>/movements/", views.movements, name="movements"),
    path("custody/<slug:code>/movements/<uuid:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("custody/<slug:code>/persons/<uuid:pk>/", views.person, name="person"),
    path("custody/<slug:code>/fevers/", views.fevers, name="fevers"),
    path("custody/<slug:code>/fevers/<uuid:pk>/", views.fever, name="fever"),
    path("custody/<slug:code>/fevers/<uuid:pk>/conclude/", views.conclude, name="conclude"),
    path("custody/<slug:code>/fevers/<uuid:pk>/withdraw/", views.withdraw_fever, name="withdraw_fever"),
    path("custody/<slug:code>/strength/", views.strength, name="strength"),
    path("custody/<slug:code>/<day:day>/<slot:slot>/", views.grid, name="grid"),
    path("custody/<slug:code>/<day:day>/<slot:slot>/confirm/", views.confirm, name="confirm"),
    path("custody/<slug:code>/<day:day>/<slot:slot>/balance/", views.balance, name="balance"),
    path("custody/<slug:code>/<day:day>/rows/<str:indicator>/", views.rows, name="rows"),
]
