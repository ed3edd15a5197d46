from __future__ import annotations

from django.urls import path

from fengsui.command.plans.views import carrying, drafting, showing

app_name = "plans"
urlpatterns = [
    path("plans/", showing.index, name="index"),
    path("plans/new/", drafting.new, name="new"),
    path("plans/<uuid:pk>/", showing.progress, name="plan"),
    path("plans/<uuid:pk>/begin/", drafting.begin, name="begin"),
    path("plans/<uuid:pk>/<int:number>/", showing.version, name="version"),
    path("plans/<uuid:pk>/<int:number>/edit/", drafting.edit, name="edit"),
    path("plans/<uuid:pk>/<int:number>/compare/", showing.compare, name="compare"),
    path("plans/<uuid:pk>/<int:number>/act/", drafting.act, name="act"),
    path("plans/<uuid:pk>/<int:number>/issue/", drafting.issue, name="issue"),
    path("plans/<uuid:pk>/<int:number>/carry/", carrying.carry, name="carry"),
]
