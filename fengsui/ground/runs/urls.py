from __future__ import annotations

from django.urls import path

from fengsui.ground.runs import views

app_name = "runs"
urlpatterns = [
    path("runs/", views.index, name="index"),
    path("runs/export/<str:key>/", views.export, name="export"),
    path("runs/<uuid:pk>/", views.run, name="run"),
    path("runs/<uuid:pk>/file/", views.file, name="file"),
    path("runs/<uuid:pk>/cancel/", views.cancel, name="cancel"),
    path("runs/<uuid:pk>/again/", views.again, name="again"),
]
