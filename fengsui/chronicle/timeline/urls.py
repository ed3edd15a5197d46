from __future__ import annotations

from django.urls import path

from fengsui.chronicle.timeline import views

app_name = "timeline"
urlpatterns = [path("timeline/", views.index, name="index")]
