from __future__ import annotations

from django.urls import path

from fengsui.ground.messages import views

urlpatterns = [
    path("messages/", views.inbox, name="inbox"),
    path("messages/read/", views.read, name="inbox_read"),
]
