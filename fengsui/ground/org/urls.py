from __future__ import annotations

from django.urls import path

from fengsui.ground.org import views

app_name = "org"
urlpatterns = [
    path("units/", views.units, name="units"),
    path("units/<slug:code>/", views.unit, name="unit"),
    path("clock/", views.clock_page, name="clock"),
]
