from __future__ import annotations

from django.urls import path

from fengsui.frontline.gates.views import phone

app_name = "gates"
urlpatterns = [
    # sync: what the phone sends and gets
    path("gates/phone/bind", phone.bind, name="phone_bind"),
    path("gates/phone/state", phone.state, name="phone_state"),
    path("gates/phone/sync", phone.sync, name="phone_sync"),
]
