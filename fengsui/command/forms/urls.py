from __future__ import annotations

from django.urls import path

from fengsui.command.forms.views import days, listing, mapping
from fengsui.ground.clock import converters  # noqa: F401 - registers <day:…>

app_name = "forms"
urlpatterns = [
    path("forms/", listing.index, name="index"),
    path("forms/new/", listing.new, name="new"),
    path("forms/<uuid:pk>/", listing.form, name="form"),
    path("forms/<uuid:pk>/particulars/", listing.particulars, name="particulars"),
    path("forms/<uuid:pk>/version/", listing.renew, name="renew"),
    path("forms/<uuid:pk>/version/<int:number>/", days.blank, name="blank"),
    path("forms/<uuid:pk>/end/", listing.end, name="end"),
    path("forms/<uuid:pk>/revive/", listing.revive, name="revive"),
    path("forms/<uuid:pk>/map/", mapping.page, name="map"),
    path("forms/<uuid:pk>/map/cell/", mapping.cell, name="cell"),
    path("forms/<uuid:pk>/map/preview/", mapping.preview, name="preview"),
    path("forms/<uuid:pk>/map/point/", mapping.point, name="point"),
    path("forms/<uuid:pk>/map/accept/", mapping.accept, name="accept"),
    path("forms/<uuid:pk>/map/spread/", mapping.spread, name="spread"),
    path("forms/<uuid:pk>/map/succeed/", mapping.succeed, name="succeed"),
    path("forms/<uuid:pk>/map/rows/", mapping.repeat, name="rows"),
    path("forms/<uuid:pk>/map/undo/", mapping.undo, name="undo"),
    path("forms/<uuid:pk>/days/", days.days, name="days"),
    path("forms/<uuid:pk>/filled/<uuid:filled>/", days.again, name="again"),
    path("forms/<uuid:pk>/<day:day>/", days.page, name="day"),
    path("forms/<uuid:pk>/<day:day>/file/", days.file, name="file"),
    path("forms/<uuid:pk>/<day:day>/send/", days.send, name="send"),
    path("forms/<uuid:pk>/<day:day>/unsend/", days.unsend, name="unsend"),
]
