"""This room's part of the matrix: a round and a template of the department, its provider, a reply of an unknown number."""

ALL = "bao li officer leader keeper bureau superior auditor security uyunna zhao"
WORKING = "bao li officer leader keeper bureau superior"
ANSWERING = "bao li officer leader keeper bureau superior"
LOOKING = "bao li leader bureau superior"
WRITING = "bao li leader bureau superior"
OURS = "bao li"

ROUTES = {
    "inbox_turn": (None, "zhao"),
    "messages:ways": (ALL, ALL),
    "messages:way_remove": (None, ALL),
    "messages:way_try": (None, ALL),
    "messages:sink": ALL,
    "messages:outbox": LOOKING,
    "messages:outbox_act": (None, LOOKING),
    "messages:costs": LOOKING,
    "messages:providers": "",
    "messages:provider_new": ("", ""),
    "messages:provider": ("", ""),
    "messages:provider_do": (None, ""),
    "messages:hook": "token",
    "messages:templates": WORKING,
    "messages:template_new": (WRITING, WRITING),
    "messages:template": (OURS, OURS),
    "messages:template_do": (None, OURS),
    "messages:rounds": WORKING,
    "messages:missing": WORKING,
    "messages:round_new": (WORKING, WORKING),
    "messages:round": OURS,
    "messages:mark": (None, OURS),
    "messages:round_do": (None, OURS),
    "messages:mark_undo": (None, OURS),
    "messages:replies": ANSWERING,
    "messages:reply": (OURS, OURS),
    "messages:reply_do": (None, OURS),
}
PUBLIC = {"messages:hook"}  # its address is its secret
SENT = {
    "messages:ways": {"channel": "sms", "address": "13800000001", "level": "all"},
    "messages:template_new": {"title": "test", "zh": "test"},
    "messages:template": {"title": "test", "zh": "test"},
    "messages:round_new": {"title": "test", "text": "test", "names": "test"},
    "inbox_turn": {"to": "read"},
}


def arguments(people, units):
    from fengsui.ground.messages.actions import providers, rounds, send, templates
    from fengsui.ground.messages.actions.providers import Settings
    from fengsui.ground.messages.actions.replying import Said, take
    from fengsui.ground.messages.models import Message, Reply
    from fengsui.ground.org.scope import SYSTEM

    top, li = units["department"], people["li"]
    provider = providers.set_up(top, Settings("email", "smtp", "mail.test", sender="a@test.cn"), by=SYSTEM)
    take(provider, [Said("r", "13911111111", "test")], by=SYSTEM)
    template = templates.write(top, "first", "test", by=li).template
    round_ = rounds.begin(top, rounds.Wanted("test", "test", names=["甲", "乙"]), by=li)
    mark = rounds.mark(round_, [round_.reaches.first().pk], "sent", by=li)
    send("obligations.overdue", [people["zhao"]], key="m", unit=None, what="x", period="2020-02-03")
    made = {"pk": provider.pk}
    found = dict.fromkeys(("messages:provider", "messages:provider_do"), made)
    found |= {key: {"pk": template.pk} for key in ("messages:template", "messages:template_do")}
    found |= {key: {"pk": round_.pk} for key in ("messages:round", "messages:mark", "messages:round_do")}
    found |= {key: {"pk": Reply.objects.get().pk} for key in ("messages:reply", "messages:reply_do")}
    found |= {key: {"channel": "sms"} for key in ("messages:way_remove", "messages:way_try")}
    return found | {
        "inbox_turn": {"pk": Message.objects.get(key="m").pk}, "messages:mark_undo": {"pk": round_.pk, "mark": mark.pk},
        "messages:hook": {"pk": provider.pk, "secret": "x", "what": "receipts"},
    }  # fmt: skip
