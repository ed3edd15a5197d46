from __future__ import annotations

from django.urls import path

from fengsui.command.questions.views import answering, asking, watching
from fengsui.ground.clock import converters  # noqa: F401 - registers <day:…>

app_name = "questions"
urlpatterns = [
    path("questions/", watching.index, name="index"),
    path("questions/new/", asking.new, name="new"),
    path("questions/new/look/", asking.look, name="look"),
    path("questions/standing/<int:pk>/retire/", watching.retire, name="retire"),
    path("questions/rows/<slug:code>/<day:day>/<str:indicator>/", watching.rows, name="rows"),
    path("questions/row/<uuid:pk>/", watching.unmask, name="unmask"),
    path("questions/<uuid:pk>/", watching.show, name="round"),
    path("questions/<uuid:pk>/mine/", answering.mine, name="mine"),
    path("questions/<uuid:pk>/withdraw/", watching.withdraw, name="withdraw"),
    path("questions/<uuid:pk>/close/", watching.close, name="close"),
    path("questions/<uuid:pk>/extend/", watching.extend, name="extend"),
    path("questions/<uuid:pk>/again/", watching.again, name="again"),
    path("questions/<uuid:pk>/keep/", watching.keep, name="keep"),
    path("questions/<uuid:pk>/xlsx/", watching.xlsx, name="xlsx"),
    path("questions/<uuid:pk>/at/<slug:code>/", answering.answer, name="answer"),
    path("questions/<uuid:pk>/at/<slug:code>/undo/", answering.undo, name="undo"),
]
