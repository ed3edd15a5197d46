from __future__ import annotations

from django.urls import path

from fengsui.frontline.gates.views import inside, passes, permits, terminal

app_name = "gates"
urlpatterns = [
    # permits
    path("gates/permits/", permits.listed, name="permits"),
    path("gates/permits/ask/", permits.ask, name="permit_new"),
    path("gates/permits/decide/", permits.decide, name="permit_decide"),
    path("gates/permits/undo/", permits.undo, name="permit_undo"),
    path("gates/permits/<uuid:pk>/", permits.one, name="permit"),
    path("gates/passes/", passes.listed, name="passes"),
    path("gates/passes/new/", passes.new, name="pass_new"),
    path("gates/passes/revoke/", passes.revoke, name="pass_revoke"),
    path("gates/passes/cards/", passes.cards, name="cards"),
    path("gates/passes/<uuid:pk>/", passes.one, name="pass"),
    path("gates/inside/", inside.index, name="inside"),
    path("gates/inside/<slug:code>/", inside.unit, name="inside_unit"),
    path("gates/<int:pk>/terminal/", terminal.terminal, name="terminal"),
]
