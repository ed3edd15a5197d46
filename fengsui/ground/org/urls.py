from __future__ import annotations

from django.urls import path

from fengsui.ground.org.views import changes, clock, people, person, units

app_name = "org"
urlpatterns = [
    path("units/", units.units, name="units"),
    path("units/changes/<int:pk>/withdraw/", changes.withdraw, name="withdraw"),
    path("units/<slug:code>/", units.unit, name="unit"),
    path("units/<slug:code>/people/", people.here, name="people"),
    path("units/<slug:code>/seats/", people.seats, name="seats"),
    path("units/<slug:code>/rights/", units.rights, name="rights"),
    path("units/<slug:code>/change/<slug:kind>/", changes.change, name="change"),
    path("persons/<uuid:pk>/", person.person, name="person"),
    path("appointments/<int:pk>/end/", person.end_appointment, name="end_appointment"),
    path("appointments/<int:pk>/resume/", person.resume_appointment, name="resume_appointment"),
    path("clock/", clock.clock_page, name="clock"),
]
