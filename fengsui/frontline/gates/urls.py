from __future__ import annotations

from django.urls import path

from fengsui.frontline.gates.views import alerts, app, devices, gates, listed, permits, phone, regulars, sheets, traces
from fengsui.ground.clock import converters  # noqa: F401 - registers <day:…>

app_name = "gates"
urlpatterns = [
    # run
    path("gates/", gates.index, name="index"),
    path("gates/new/", gates.new, name="new"),
    path("gates/silent/", gates.silent, name="silent"),
    path("gates/<int:pk>/", gates.show, name="gate"),
    path("gates/<int:pk>/passages/", gates.passages, name="passages"),
    path("gates/<int:pk>/day/<day:day>/", gates.balance, name="balance"),
    path("gates/<int:pk>/change/", gates.change, name="change"),
    path("gates/<int:pk>/close/", gates.close, name="close"),
    path("gates/<int:pk>/reopen/", gates.reopen, name="reopen"),
    path("gates/<int:pk>/devices/", devices.listed, name="devices"),
    path("gates/<int:pk>/devices/<uuid:device>/lock/", devices.lock, name="lock"),
    path("gates/<int:pk>/sheets/", sheets.listed, name="sheets"),
    path("gates/<int:pk>/sheets/print/", sheets.printed, name="sheets_print"),
    path("gates/sheets/<uuid:pk>/", sheets.entry, name="sheet"),
    path("gates/sheets/<uuid:pk>/spoil/", sheets.spoil, name="sheet_spoil"),
    path("gates/sheets/<uuid:pk>/restore/", sheets.restore, name="sheet_restore"),
    path("gates/known/person/<uuid:pk>/", regulars.person, name="regular"),
    path("gates/known/<slug:code>/", regulars.listed, name="regulars"),
    path("gates/known/<slug:code>/building/", regulars.building, name="building"),
    path("gates/known/<slug:code>/paste/", regulars.paste, name="regulars_paste"),
    path("gates/known/<slug:code>/leave/", regulars.leave, name="regulars_leave"),
    path("gates/known/<slug:code>/back/", regulars.put_back, name="regulars_put_back"),
    path("gates/known/<slug:code>/take-back/<int:version>/", regulars.take_back, name="regulars_take_back"),
    # permits
    path("gates/permits/", permits.listed, name="permits"),
    # phone: the page itself
    path("gates/phone/", app.index, name="app"),
    path("gates/phone/sw.js", app.worker, name="app_worker"),
    path("gates/phone/app.webmanifest", app.manifest, name="app_manifest"),
    path("gates/phone/app/<slug:edition>/<path:name>", app.file, name="app_file"),
    # sync: what the phone sends and gets
    path("gates/phone/bind", phone.bind, name="phone_bind"),
    path("gates/phone/state", phone.state, name="phone_state"),
    path("gates/phone/sync", phone.sync, name="phone_sync"),
    # Alerts, listed persons, traces
    path("gates/alerts/", alerts.alerts, name="alerts"),
    path("gates/alerts/<uuid:pk>/", alerts.alert, name="alert"),
    path("gates/alerts/<uuid:pk>/reopen/", alerts.reopen, name="alert_reopen"),
    path("gates/alerts/<uuid:pk>/name/", alerts.show_name, name="alert_name"),
    path("gates/listed/", listed.listed, name="listed"),
    path("gates/listed/<uuid:pk>/", listed.listed_one, name="listed_one"),
    path("gates/listed/<uuid:pk>/end/", listed.delist, name="delist"),
    path("gates/traces/", traces.traces, name="traces"),
    path("gates/traces/new/", traces.new, name="trace_new"),
    path("gates/traces/<uuid:pk>/", traces.trace, name="trace"),
    path("gates/traces/<uuid:pk>/decide/", traces.decide, name="trace_decide"),
    path("gates/traces/<uuid:pk>/answer/", traces.answer, name="trace_answer"),
    path("gates/traces/<uuid:pk>/give/", traces.give, name="trace_give"),
    path("gates/traces/<uuid:pk>/file/", traces.trace_file, name="trace_file"),
]
