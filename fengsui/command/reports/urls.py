from __future__ import annotations

from django.urls import path

from fengsui.command.reports import changes_views, explain_views, filled_views, rollup_views, trend_views, views
from fengsui.ground.clock import converters  # noqa: F401 - registers <day:…>

app_name = "reports"
urlpatterns = [
    path("reports/", views.index, name="index"),
    path("reports/filled/", filled_views.filled, name="filled"),
    path("reports/explain/<slug:line>/<slug:code>/<day:day>/<str:indicator>/", explain_views.explained, name="explain"),
    path("reports/<slug:code>/<day:day>/", views.report, name="report"),
    path("reports/<slug:code>/<day:day>/accept/", views.accept, name="accept"),
    path("reports/<slug:code>/<day:day>/return/", views.give_back, name="return"),
    path("rollup/", rollup_views.home, name="rollup_home"),
    path("rollup/<slug:line>/<slug:code>/trend/", trend_views.trend, name="trend"),
    path("rollup/<slug:line>/<slug:code>/trend/xlsx/", trend_views.trend_xlsx, name="trend_xlsx"),
    path("rollup/<slug:line>/<slug:code>/trend/<str:indicator>/", trend_views.trend_below, name="trend_below"),
    path("rollup/<slug:line>/<slug:code>/<day:day>/", rollup_views.rollup, name="rollup"),
    path("rollup/<slug:line>/<slug:code>/<day:day>/xlsx/", rollup_views.xlsx, name="rollup_xlsx"),
    path("rollup/<slug:line>/<slug:code>/<day:day>/changes/", changes_views.changes, name="changes"),
    path("rollup/<slug:line>/<slug:code>/<day:day>/<str:indicator>/", rollup_views.figure, name="figure"),
]
