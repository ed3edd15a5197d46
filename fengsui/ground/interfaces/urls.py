from __future__ import annotations

from django.urls import path

from fengsui.ground.interfaces.views import tokens, webhooks

app_name = "interfaces"
urlpatterns = [
    path("interfaces/", tokens.index, name="index"),
    path("interfaces/new/", tokens.new, name="new"),
    path("interfaces/<uuid:pk>/", tokens.token, name="token"),
    path("interfaces/<uuid:pk>/draw/", tokens.draw, name="draw"),
    path("interfaces/<uuid:pk>/revoke/", tokens.revoke, name="revoke"),
    path("interfaces/webhooks/", webhooks.index, name="webhooks"),
    path("interfaces/webhooks/new/", webhooks.new, name="webhook_new"),
    path("interfaces/webhooks/<uuid:pk>/", webhooks.webhook, name="webhook"),
    path("interfaces/webhooks/<uuid:pk>/change/", webhooks.change, name="webhook_change"),
    path("interfaces/webhooks/<uuid:pk>/secret/", webhooks.secret, name="webhook_secret"),
    path("interfaces/webhooks/<uuid:pk>/<slug:do>/", webhooks.do, name="webhook_do"),
    path("interfaces/deliveries/<uuid:key>/", webhooks.delivery, name="delivery"),
    path("interfaces/deliveries/<uuid:key>/resend/", webhooks.resend, name="resend"),
]
