from __future__ import annotations

from django.urls import path

from fengsui.frontline.gates.views import permits

app_name = "gates"
urlpatterns = [
    # permits
    path("gates/permits/", permits.listed, name="permits"),
]
