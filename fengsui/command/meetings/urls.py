from __future__ import annotations

from django.urls import path

from fengsui.command.meetings.views import acting, deciding, handing, listing, recording, rolling, rooms, showing

app_name = "meetings"
_ONE = "meetings/<uuid:pk>/"
urlpatterns = [
    path("meetings/", listing.index, name="index"),
    path("meetings/all/", listing.listed, name="all"),
    path("meetings/new/", listing.new, name="new"),
    path("meetings/enter/", listing.enter, name="enter"),
    path("meetings/rooms/", rooms.rooms, name="rooms"),
    path("meetings/handovers/", handing.listed, name="handovers"),
    path("meetings/handovers/<uuid:pk>/", handing.show, name="handover"),
    path("meetings/handovers/<uuid:pk>/do/", handing.act, name="hand"),
    path(_ONE, showing.show, name="meeting"),
    path(f"{_ONE}do/", acting.act, name="act"),
    path(f"{_ONE}attend/", acting.attend, name="attend"),
    path(f"{_ONE}agenda/", acting.arrange, name="agenda"),
    path(f"{_ONE}typed/", deciding.typed, name="typed"),
    path(f"{_ONE}decide/", deciding.decide, name="decide"),
    path(f"{_ONE}decisions/<uuid:decision>/", deciding.act, name="decision"),
    path(f"{_ONE}roll/", rolling.roll, name="roll"),
    path(f"{_ONE}record/", recording.show, name="record"),
    path(f"{_ONE}record/pdf/", recording.pdf, name="pdf"),
]
