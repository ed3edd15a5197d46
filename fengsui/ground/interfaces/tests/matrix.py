"""Role × page × method of the interfaces; the operations of the API are behind a token."""

LOOKING = "leader bureau auditor security"
AT_THE_PRISON = "leader auditor security"
HELD = "bao li officer leader keeper bureau superior auditor security"
ALL = f"{HELD} uyunna zhao"
ROUTES = {
    "interfaces:index": HELD,
    "interfaces:new": ("leader bureau", "leader bureau"),
    "interfaces:token": f"{AT_THE_PRISON} officer",
    "interfaces:draw": (None, "officer"),
    "interfaces:revoke": (None, "leader officer security"),
    "interfaces:webhooks": LOOKING,
    "interfaces:webhook_new": ("leader bureau", "leader bureau"),
    "interfaces:webhook": AT_THE_PRISON,
    "interfaces:webhook_change": ("leader", "leader"),
    "interfaces:webhook_secret": (None, "leader"),
    "interfaces:webhook_do": (None, "leader"),
    "interfaces:delivery": AT_THE_PRISON,
    "interfaces:resend": (None, "leader"),
    "api:docs": ALL,
    "api:openapi": ALL,
    "api:root": "",
    "api:nowhere": "",
    "api:token": "token",
    "api:units": "token",
}
SENT = {
    "interfaces:webhook_new": {
        "name": "t",
        "url": "https://x.example/",
        "level": "public",
        "kinds": ["reports.signed"],
    },
    "interfaces:webhook_change": {
        "name": "t",
        "url": "https://x.example/",
        "level": "public",
        "kinds": ["reports.signed"],
    },
    "interfaces:webhook_secret": {"turn": "1"},
}


def arguments(people, units):
    from fengsui.ground.interfaces import actions
    from fengsui.ground.interfaces.models import Delivery

    token = actions.propose(units["prison"], people["officer"], "test", ["units.read"], by=people["leader"])
    webhook = actions.subscribe(
        units["prison"], "test", "https://x.example/", ["reports.signed"], level="public", by=people["leader"]
    )
    parcel = actions.ping(webhook, by=people["leader"])
    Delivery.objects.filter(pk=parcel.pk).update(dead_at=parcel.made_at)
    one = {"interfaces:token", "interfaces:draw", "interfaces:revoke"}
    hook = {f"interfaces:{name}" for name in ("webhook", "webhook_change", "webhook_secret")}
    parcels = {f"interfaces:{name}" for name in ("delivery", "resend")}
    day = {"unit": "prison", "day": "2020-02-03", "line": "territory"}
    return (
        {name: {"pk": token.pk} for name in one}
        | {name: {"pk": webhook.pk} for name in hook}
        | {"interfaces:webhook_do": {"pk": webhook.pk, "do": "ping"}}
        | {name: {"key": parcel.key} for name in parcels}
        | {"api:nowhere": {"rest": "no/such"}}
        | {f"api:{name}": day for name in ("numbers", "rollup", "report", "draft")}
        | {f"api:{name}": day | {"round": webhook.pk} for name in ("question", "answer")}
    )
