from __future__ import annotations

from django.urls import path

from fengsui.command.tasks.views import acting, filing, giving, listing, many, sheets, showing

app_name = "tasks"
urlpatterns = [
    path("tasks/", listing.index, {"side": "mine"}, name="index"),
    path("tasks/given/", listing.listed, {"side": "given"}, name="given"),
    path("tasks/board/", listing.board, name="board"),
    path("tasks/all/", listing.listed, name="all"),
    path("tasks/new/", giving.new, name="new"),
    path("tasks/change/", many.change, name="change"),
    path("tasks/sheets/<int:pk>/", sheets.pdf, name="sheet"),
    path("tasks/<uuid:pk>/", showing.show, name="task"),
    path("tasks/<uuid:pk>/do/", acting.act, name="act"),
    path("tasks/<uuid:pk>/undo/", acting.undo, name="undo"),
    path("tasks/<uuid:pk>/files/", filing.attach, name="attach"),
    path("tasks/<uuid:pk>/files/<int:file>/", filing.download, name="file"),
    path("tasks/<uuid:pk>/files/<int:file>/detach/", filing.detach, name="detach"),
    path("tasks/<uuid:pk>/check/", showing.check, name="check"),
]
