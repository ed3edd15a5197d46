from __future__ import annotations

from django.urls import path

from fengsui.command.reports import filled_views, rollup_views, views
from fengsui.ground.clock import converters  # noqa: F401 - registers <day:…>

app_name = "reports"
urlpatterns = [
    path("reports/", views.index, name="index"),
    path("reports/filled/", filled_views.filled, name="filled"),
    path("reports/<slug:code>/<day:day>/", views.report, name="report"),
    path("reports/<slug:code>/<day:day>/accept/", views.accept, name="accept"),
    path("reports/<slug:code>/<day:day>/return/", views.give_back, name="return"),
    path("rollup/", rollup_views.home, name="rollup_home"),
    path("rollup/<slug:line>/<slug:code>/<day:day>/", rollup_views.rollup, name="rollup"),
    path("rollup/<slug:line>/<slug:code>/<day:day>/xlsx/", rollup_views.xlsx, name="rollup_xlsx"),
    path("rollup/<slug:line>/<slug:code>/<day:day>/<str:indicator>/", rollup_views.figure, name="figure"),
]
