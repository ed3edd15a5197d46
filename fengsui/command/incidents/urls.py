from __future__ import annotations

from django.urls import path

from fengsui.command.incidents.views import acting, calling, entering, listing, one_call, reporting, setting, showing

app_name = "incidents"
urlpatterns = [
    path("incidents/", listing.index, name="index"),
    path("incidents/new/", reporting.new, name="new"),
    path("incidents/note/", reporting.note, name="note"),
    path("incidents/night/", listing.night, name="night"),
    path("incidents/calls/", calling.index, name="calls"),
    path("incidents/calls/<uuid:pk>/", one_call.show, name="call"),
    path("incidents/calls/<uuid:pk>/do/", one_call.act, name="call_act"),
    path("incidents/kinds/", setting.kinds, name="kinds"),
    path("incidents/sheets/<int:pk>/", showing.sheet, name="sheet"),
    path("incidents/<uuid:pk>/", showing.show, name="incident"),
    path("incidents/<uuid:pk>/first/", reporting.first, name="first"),
    path("incidents/<uuid:pk>/correct/", reporting.correct, name="correct"),
    path("incidents/<uuid:pk>/do/", acting.act, name="act"),
    path("incidents/<uuid:pk>/fever/", entering.fever, name="fever"),
    path("incidents/<uuid:pk>/outside/", entering.outside, name="outside"),
    path("incidents/<uuid:pk>/task/", entering.task, name="task"),
    path("incidents/<uuid:pk>/persons/", acting.persons, name="persons"),
    path("incidents/<uuid:pk>/undo/", acting.undo, name="undo"),
]
