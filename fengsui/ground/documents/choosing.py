"""Which kind of document is meant for what: one line each on the page that asks for it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.documents import kinds

_WORDS = {
    kinds.Kind.NOTICE: _("Tell units below what to do, or pass on a plan: the plan is its annex."),
    kinds.Kind.REQUEST: _("Ask one superior for a decision on one matter."),
    kinds.Kind.REPORT: _("Tell a superior how things stand; it asks for nothing."),
    kinds.Kind.LETTER: _("Write to a unit that is neither above nor below."),
    kinds.Kind.REPLY: _("Answer the request of a unit below."),
    kinds.Kind.CIRCULAR: _("Praise, blame, or tell many of one case."),
    kinds.Kind.DECISION: _("Decide an important matter, an award or a punishment."),
    kinds.Kind.OPINION: _("Say how an important question is to be seen and handled."),
    kinds.Kind.MINUTES: _("Put down what a meeting agreed on."),
    kinds.Kind.PUBLIC_NOTICE: _("Tell everybody here what has to be kept."),
    kinds.Kind.ANNOUNCEMENT: _("Tell the country or the world of a weighty matter."),
    kinds.Kind.ORDER: _("Put rules into force, order a grave measure, confer a rank."),
    kinds.Kind.RESOLUTION: _("What a meeting has discussed and passed."),
    kinds.Kind.COMMUNIQUE: _("Make an important decision or event public."),
    kinds.Kind.MOTION: _("What a government lays before its people's congress."),
}
CHOICES = list(_WORDS.items())
assert len(CHOICES) == len(kinds.Kind)
