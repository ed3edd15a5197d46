from __future__ import annotations

from django.urls import path

from fengsui.ground.retention import views

app_name = "retention"
urlpatterns = [
    path("retention/", views.index, name="index"),
    path("retention/purge/", views.purge, name="purge"),
]
