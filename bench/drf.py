"""What an ordinary application would do, for bench/sync.py: Django REST Framework, a list serializer, `bulk_create`.

Stripped to the least: no log-in, no sealing, no numbers of a day, no alarms; a unique id and validation only.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings

from fengsui.site import home

settings.configure(
    DATABASES={"default": home.database()},
    SECRET_KEY="x", ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], USE_TZ=True, DEBUG=False, INSTALLED_APPS=["rest_framework"],
    REST_FRAMEWORK={"DEFAULT_AUTHENTICATION_CLASSES": [], "DEFAULT_PERMISSION_CLASSES": [], "UNAUTHENTICATED_USER": None},
)  # fmt: skip

import django  # noqa: E402

django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import models  # noqa: E402
from django.urls import path  # noqa: E402
from rest_framework import serializers  # noqa: E402
from rest_framework.response import Response  # noqa: E402
from rest_framework.views import APIView  # noqa: E402


class Passage(models.Model):
    id = models.UUIDField(primary_key=True)
    at = models.DateTimeField()
    told_at = models.DateTimeField()
    known_at = models.DateTimeField()
    gate_id = models.BigIntegerField(default=1)
    direction = models.SmallIntegerField()
    kind = models.SmallIntegerField()
    outcome = models.SmallIntegerField(default=0)
    people = models.SmallIntegerField(default=1)
    heat = models.SmallIntegerField(null=True)
    site = models.CharField(max_length=10)
    who = models.UUIDField(null=True)
    reason = models.CharField(max_length=20, default="")
    building = models.CharField(max_length=40)
    sealed = models.BinaryField(default=b"")

    class Meta:
        app_label, managed, db_table = "drf", False, "gates_drf"


class PassageIn(serializers.Serializer):
    t = serializers.ChoiceField(["passage"])
    id = serializers.UUIDField()
    at = serializers.DateTimeField()
    way = serializers.ChoiceField(["in", "out"])
    kind = serializers.ChoiceField(["person", "visitor", "vehicle", "counted"])
    who = serializers.UUIDField(required=False)
    building = serializers.CharField(max_length=40, required=False)
    room = serializers.CharField(max_length=20, required=False)
    name = serializers.CharField(max_length=40, required=False)
    phone = serializers.CharField(max_length=20, required=False)
    heat = serializers.IntegerField(min_value=340, max_value=430)
    site = serializers.ChoiceField(["forehead", "wrist", "ear", "armpit", "unreadable"])


class Passages(APIView):
    def get(self, _request: Any) -> Response:
        return Response([])

    def post(self, request: Any) -> Response:
        asked = PassageIn(data=request.data, many=True)
        asked.is_valid(raise_exception=True)
        Passage.objects.bulk_create(
            [
                Passage(
                    id=one["id"], at=one["at"], told_at=one["at"], known_at=one["at"], direction=int(one["way"] == "out"), kind=0,
                    heat=one["heat"], site=one["site"], who=one.get("who"), building=one.get("building", ""), sealed=one.get("name", "").encode(),
                )
                for one in asked.validated_data
            ],
            ignore_conflicts=True,
        )  # fmt: skip
        return Response([{"id": str(one["id"]), "status": "stored"} for one in asked.validated_data], status=201)


urlpatterns = [path("passages", Passages.as_view())]
application = get_wsgi_application()
