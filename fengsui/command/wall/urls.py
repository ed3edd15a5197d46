from __future__ import annotations

from django.urls import path

from fengsui.command.wall import views

app_name = "wall"
urlpatterns = [
    path("wall/", views.home, name="home"),
    path("wall/<slug:line>/<slug:code>/", views.wall, name="wall"),
    path("wall/<slug:line>/<slug:code>/tiles/", views.tiles, name="tiles"),
    path("wall/<slug:line>/<slug:code>/playback/", views.playback, name="playback"),
    path("wall/<slug:line>/<slug:code>/frame/", views.frame, name="frame"),
]
