from __future__ import annotations

from django.urls import path

from fengsui.command.directives.views import drafting, receiving, showing, watching

app_name = "directives"
urlpatterns = [
    path("directives/", watching.index, name="index"),
    path("directives/new/", drafting.new, name="new"),
    path("directives/<uuid:pk>/", showing.show, name="directive"),
    path("directives/<uuid:pk>/edit/", drafting.edit, name="edit"),
    path("directives/<uuid:pk>/check/", drafting.check, name="check"),
    path("directives/<uuid:pk>/approve/", drafting.approve, name="approve"),
    path("directives/<uuid:pk>/back/", drafting.send_back, name="back"),
    path("directives/<uuid:pk>/issue/", drafting.issue, name="issue"),
    path("directives/<uuid:pk>/deadline/", showing.deadline, name="deadline"),
    path("directives/<uuid:pk>/withdraw/", showing.withdraw, name="withdraw"),
    path("directives/<uuid:pk>/pdf/", showing.pdf, name="pdf"),
    path("directives/<uuid:pk>/files/<int:file>/", showing.file, name="file"),
    path("directives/<uuid:pk>/mine/", receiving.mine, name="mine"),
    path("directives/<uuid:pk>/at/<slug:code>/", receiving.delivery, name="delivery"),
    path("directives/<uuid:pk>/tree/<slug:line>/<slug:code>/", watching.tree, name="tree"),
    path("directives/<uuid:pk>/tree/<slug:line>/<slug:code>/remind/", watching.remind, name="remind"),
]
