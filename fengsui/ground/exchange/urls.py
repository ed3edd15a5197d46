from __future__ import annotations

from django.urls import path

from fengsui.ground.exchange import views

app_name = "exchange"
urlpatterns = [
    path("exchange/", views.index, name="index"),
    path("exchange/template.xlsx", views.template, name="template"),
    path("exchange/out/", views.take_out, name="export"),
    path("exchange/<uuid:pk>/", views.batch, name="batch"),
    path("exchange/<uuid:pk>/rejected.xlsx", views.rejected, name="rejected"),
    path("exchange/<uuid:pk>/decide/", views.decide, name="decide"),
    path("exchange/<uuid:pk>/take/", views.take, name="take"),
    path("exchange/<uuid:pk>/undo/", views.undo, name="undo"),
    path("exchange/<uuid:pk>/abandon/", views.abandon, name="abandon"),
]
