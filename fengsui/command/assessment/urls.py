from __future__ import annotations

from django.urls import path

from fengsui.command.assessment import story_views, views
from fengsui.ground.clock import converters  # noqa: F401 - registers <day:…>

app_name = "assessment"
urlpatterns = [
    path("assessment/", views.home, name="home"),
    path("assessment/story/<slug:code>/", story_views.story, name="story"),
    path("assessment/<slug:line>/<slug:code>/<day:day>/", views.brief, name="brief"),
    path("assessment/<slug:line>/<slug:code>/<day:day>/pdf/", views.pdf, name="pdf"),
]
