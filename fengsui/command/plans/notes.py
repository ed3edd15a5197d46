from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.messages.declare import Note

ASKED = Note("plans.asked", _("Version {version} waits for your approval: {plan}"), icon="signature")
APPROVED = Note("plans.approved", _("Version {version} was approved and can be issued: {plan}"), icon="signature")
SENT_BACK = Note("plans.sent_back", _("Version {version} was sent back ({reason}): {plan}"), icon="arrow-back-up")
