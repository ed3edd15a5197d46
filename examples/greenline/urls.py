from __future__ import annotations

from django.urls import path

from examples.greenline import views

app_name = "greenline"
urlpatterns = [
    path("greenline/", views.index, name="index"),
    path("greenline/<slug:code>/", views.line, name="line"),
]
