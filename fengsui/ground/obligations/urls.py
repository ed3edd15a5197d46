from __future__ import annotations

from django.urls import path

from fengsui.ground.obligations import views

urlpatterns = [path("", views.today, name="today")]
