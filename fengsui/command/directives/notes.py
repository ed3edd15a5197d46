from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.messages.declare import Note

ISSUED = Note("directives.issued", _("{unit} directs, to be acknowledged by {due}: {directive}"), icon="send")
PASSED_ON = Note("directives.passed_on", _("{superior} passed on with a measure of its own: {directive}"), icon="send")
DRAFTED = Note("directives.drafted", _("{unit}: a draft waits to be checked: {directive}"), icon="signature")
CHECKED = Note(
    "directives.checked", _("{unit}: a checked draft waits for your approval: {directive}"), icon="signature"
)
APPROVED = Note("directives.approved", _("{unit}: approved, can be issued: {directive}"), icon="signature")
SENT_BACK = Note("directives.sent_back", _("{unit} sent a draft back ({reason}): {directive}"), icon="arrow-back-up")
RESCHEDULED = Note(
    "directives.rescheduled", _("{unit} moved the deadline to {due} ({reason}): {directive}"), icon="clock"
)
WITHDRAWN = Note("directives.withdrawn", _("{unit} withdrew a directive ({reason}): {directive}"), icon="circle-minus")
REPLACED = Note("directives.replaced", _("{unit} replaced a directive by “{by_which}”: {directive}"), icon="refresh")
HANDED_OVER = Note(
    "directives.handed_over", _("Your unit took over from one that was closed what it owed: {directive}"), icon="send"
)
