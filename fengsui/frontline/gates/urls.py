from __future__ import annotations

from django.urls import path

from fengsui.frontline.gates.views import app, phone

app_name = "gates"
urlpatterns = [
    # phone: the page itself
    path("gates/phone/", app.index, name="app"),
    path("gates/phone/sw.js", app.worker, name="app_worker"),
    path("gates/phone/app.webmanifest", app.manifest, name="app_manifest"),
    path("gates/phone/app/<slug:edition>/<path:name>", app.file, name="app_file"),
    # sync: what the phone sends and gets
    path("gates/phone/bind", phone.bind, name="phone_bind"),
    path("gates/phone/state", phone.state, name="phone_state"),
    path("gates/phone/sync", phone.sync, name="phone_sync"),
]
