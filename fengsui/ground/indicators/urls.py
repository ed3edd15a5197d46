from __future__ import annotations

from django.urls import path

from fengsui.ground.indicators import views

app_name = "indicators"
urlpatterns = [path("indicators/", views.index, name="index")]
