from __future__ import annotations

from django.urls import path

from fengsui.ground.measures import views

app_name = "measures"
urlpatterns = [
    path("measures/", views.index, name="index"),
    path("measures/<str:key>/", views.parameter, name="parameter"),
    path("measures/<str:key>/<int:pk>/revert/", views.revert, name="revert"),
]
