from __future__ import annotations

from django.urls import path

from fengsui.command.incoming.views import acting, filing, listing, registering, showing

app_name = "incoming"
urlpatterns = [
    path("incoming/", listing.index, name="index"),
    path("incoming/new/", registering.new, name="new"),
    path("incoming/<uuid:pk>/", showing.show, name="paper"),
    path("incoming/<uuid:pk>/slip/", showing.slip, name="slip"),
    path("incoming/<uuid:pk>/do/", acting.act, name="act"),
    path("incoming/<uuid:pk>/files/", filing.attach, name="attach"),
    path("incoming/<uuid:pk>/files/<int:scan>/", filing.download, name="file"),
    path("incoming/<uuid:pk>/files/<int:scan>/detach/", filing.detach, name="detach"),
]
