from __future__ import annotations

from django.urls import path

from fengsui.ground.notifications import views

app_name = "notifications"
_TEMPLATE, _BATCH = "notifications/templates/<int:pk>/", "notifications/<uuid:pk>/"
urlpatterns = [
    path("notifications/", views.index, name="index"),
    path("notifications/waiting/", views.waiting, name="waiting"),
    path("notifications/templates/", views.templates, name="templates"),
    path("notifications/templates/new/", views.new, name="new"),
    path(_TEMPLATE, views.template, name="template"),
    path(f"{_TEMPLATE}write/", views.write, name="write"),
    path(f"{_TEMPLATE}retire/", views.retire, name="retire"),
    path(f"{_TEMPLATE}merge/", views.merge, name="merge"),
    path(_BATCH, views.batch, name="batch"),
    path(f"{_BATCH}pdf/", views.pdf, name="pdf"),
    path(f"{_BATCH}serve/", views.serve, name="serve"),
    path(f"{_BATCH}void/", views.void, name="void"),
]
