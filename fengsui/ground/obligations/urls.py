from __future__ import annotations

from django.urls import path

from fengsui.ground.obligations import chase_views, views

urlpatterns = [
    path("", views.today, name="today"),
    path("chase/", chase_views.home, name="chase"),
    path("chase/<slug:line>/<slug:code>/", chase_views.unit, name="chase_unit"),
    path("chase/<slug:line>/<slug:code>/remind/", chase_views.remind, name="chase_remind"),
]
