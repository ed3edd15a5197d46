from __future__ import annotations

from django.urls import path

from fengsui.frontline.gates.views import app

app_name = "gates"
urlpatterns = [
    # phone: the page itself
    path("gates/phone/", app.index, name="app"),
    path("gates/phone/sw.js", app.worker, name="app_worker"),
    path("gates/phone/app.webmanifest", app.manifest, name="app_manifest"),
    path("gates/phone/app/<slug:edition>/<path:name>", app.file, name="app_file"),
]
