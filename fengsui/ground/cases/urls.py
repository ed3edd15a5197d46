from __future__ import annotations

from django.urls import path

from fengsui.ground.cases import views

app_name = "cases"
urlpatterns = [
    path("cases/", views.index, name="index"),
    path("cases/bring/", views.bring, name="bring"),
    path("cases/brought/<int:pk>/", views.brought, name="brought"),
    path("cases/<slug:code>/", views.division, name="division"),
]
