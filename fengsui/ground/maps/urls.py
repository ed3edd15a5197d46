from __future__ import annotations

from django.urls import path

from fengsui.ground.maps import views

app_name = "maps"
urlpatterns = [
    path("maps/", views.index, name="index"),
    path("maps/back/", views.back, name="back"),
    path("maps/<str:view>/", views.view, name="view"),
]
