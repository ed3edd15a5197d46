from __future__ import annotations

from django.urls import path

from fengsui.ground.documents import public, views

app_name = "documents"
_ONE = "documents/<uuid:pk>/"
urlpatterns = [
    path("documents/", views.index, name="index"),
    path("documents/new/", views.new, name="new"),
    path("documents/register/", views.register, name="register"),
    path("documents/series/", views.series, name="series"),
    path(_ONE, views.document, name="document"),
    path(f"{_ONE}write/", views.rewrite, name="rewrite"),
    path(f"{_ONE}mend/", views.mend, name="mend"),
    path(f"{_ONE}pdf/", views.pdf, name="pdf"),
    path(f"{_ONE}docx/", views.docx, name="docx"),
    path(f"{_ONE}check/", views.check, name="check"),
    path(f"{_ONE}back/", views.send_back, name="send_back"),
    path(f"{_ONE}approve/", views.approve, name="approve"),
    path(f"{_ONE}number/", views.number, name="number"),
    path(f"{_ONE}issue/", views.issue, name="issue"),
    path(f"{_ONE}void/", views.void, name="void"),
    path(f"{_ONE}drop/", views.drop, name="drop"),
    path(f"{_ONE}files/", views.attach, name="attach"),
    path(f"{_ONE}files/<int:file>/", views.attachment, name="attachment"),
    path(f"{_ONE}files/<int:file>/off/", views.detach, name="detach"),
    path("verify/<str:token>/", public.verify, name="verify"),
]
