from __future__ import annotations

from django.urls import path

from fengsui.frontline.gates.views import alerts, listed, traces

app_name = "gates"
urlpatterns = [
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
