from __future__ import annotations

from django.urls import path

from fengsui.ground.indicators import views

app_name = "indicators"
urlpatterns = [
    path("indicators/", views.index, name="index"),
    path("indicators/new/", views.new, name="new"),
    path("indicators/<int:pk>/", views.defined, name="defined"),
    path("indicators/<int:pk>/retire/", views.retire, name="retire"),
]
