from __future__ import annotations

from django.urls import path

from fengsui.command.assessment import story_views, views
from fengsui.ground.clock import converters  # noqa: F401 - registers <day:…>

app_name = "assessment"
urlpatterns = [
    path("assessment/", views.home, name="home"),
    path("assessment/finding/<uuid:pk>/", views.finding, name="finding"),
    path("assessment/finding/<uuid:pk>/handle/", views.handle, name="handle"),
    path("assessment/<slug:line>/<slug:code>/findings/", views.findings, name="findings"),
    path("assessment/story/<slug:code>/", story_views.story, name="story"),
    path("assessment/<slug:line>/<slug:code>/<day:day>/", views.brief, name="brief"),
    path("assessment/<slug:line>/<slug:code>/<day:day>/add/", views.add, name="add"),
    path("assessment/<slug:line>/<slug:code>/<day:day>/morning/", views.morning, name="morning"),
    path("assessment/<slug:line>/<slug:code>/<day:day>/numbers/", views.numbers, name="numbers"),
    path("assessment/<slug:line>/<slug:code>/<day:day>/pdf/", views.pdf, name="pdf"),
    path("assessment/<slug:line>/<slug:code>/<day:day>/docx/", views.docx, name="docx"),
]
