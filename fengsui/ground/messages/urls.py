from __future__ import annotations

from django.urls import include, path

from fengsui.ground.messages.views import hooks, inbox, outbox, providers, replies, rounds, templates, ways

_room = [
    path("ways/", ways.index, name="ways"),
    path("ways/<slug:channel>/remove/", ways.remove, name="way_remove"),
    path("ways/<slug:channel>/try/", ways.try_out, name="way_try"),
    path("sink/", ways.sink, name="sink"),
    path("outbox/", outbox.index, name="outbox"),
    path("outbox/act/", outbox.act, name="outbox_act"),
    path("outbox/costs/", outbox.costs, name="costs"),
    path("providers/", providers.index, name="providers"),
    path("providers/new/", providers.new, name="provider_new"),
    path("providers/<uuid:pk>/", providers.provider, name="provider"),
    path("providers/<uuid:pk>/do/", providers.do, name="provider_do"),
    path("hooks/<uuid:pk>/<slug:secret>/<slug:what>/", hooks.hook, name="hook"),
    path("rounds/templates/", templates.index, name="templates"),
    path("rounds/templates/new/", templates.new, name="template_new"),
    path("rounds/templates/<int:pk>/", templates.template, name="template"),
    path("rounds/templates/<int:pk>/do/", templates.do, name="template_do"),
    path("rounds/", rounds.index, name="rounds"),
    path("rounds/new/", rounds.new, name="round_new"),
    path("rounds/missing/", rounds.missing, name="missing"),
    path("rounds/<uuid:pk>/", rounds.round_, name="round"),
    path("rounds/<uuid:pk>/mark/", rounds.mark, name="mark"),
    path("rounds/<uuid:pk>/do/", rounds.do, name="round_do"),
    path("rounds/<uuid:pk>/undo/<int:mark>/", rounds.undo, name="mark_undo"),
    path("replies/", replies.index, name="replies"),
    path("replies/<uuid:pk>/", replies.reply, name="reply"),
    path("replies/<uuid:pk>/do/", replies.do, name="reply_do"),
]

urlpatterns = [
    path("messages/", inbox.inbox, name="inbox"),
    path("messages/read/", inbox.read, name="inbox_read"),
    path("messages/<int:pk>/turn/", inbox.turn, name="inbox_turn"),
    path("messages/", include((_room, "messages"))),
]
