from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.journal.declare import Fact, Level

# permits
PERMIT_ASKED = Fact("gates.permit_asked", _("{unit}: a permit was asked for."), {"asking": Level.INTERNAL})
PERMIT_APPROVED = Fact("gates.permit_approved", _("{unit}: a permit was approved."))
PERMIT_REFUSED = Fact("gates.permit_refused", _("{unit}: a permit was refused."))
PERMIT_REVOKED = Fact("gates.permit_revoked", _("{unit}: a permit was revoked."))
PERMIT_UNDONE = Fact("gates.permit_undone", _("{unit}: the last decision about a permit was taken back."))
PASS_ISSUED = Fact("gates.pass_issued", _("{unit}: a pass was made for a permit."))
PASSES_ISSUED = Fact("gates.passes_issued", _("{unit} made {n} standing passes."), {"n": Level.INTERNAL})
PASS_REVOKED = Fact("gates.pass_revoked", _("{unit}: a pass was revoked."))
NAMES_SHOWN = Fact("gates.names_shown", _("{unit}: {n} names of a gate were read in plain."), {"n": Level.INTERNAL})
