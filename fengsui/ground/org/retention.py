from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from fengsui.ground.org.models import Person
from fengsui.ground.vault.declare import Keep, Purpose
from fengsui.ground.vault.queries import mask_name, mask_number

PERSONS = Keep(
    Person,
    _("Persons of the administration"),
    columns=("name_sealed", "phone_sealed", "number_sealed"),
    purpose=Purpose.SERVICE,
    masks={"name_sealed": mask_name, "phone_sealed": mask_number, "number_sealed": mask_number},
)
