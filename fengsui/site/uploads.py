"""Uploads: refused by their announced size before a byte of them is stored."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler


class Limited(FileUploadHandler):
    """First of the handlers: Django itself limits fields, but not files."""

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *rest: Any) -> None:  # noqa: ARG002, N803 - Django's names
        if content_length > settings.LARGEST_UPLOAD:
            raise RequestDataTooBig("The upload is larger than LARGEST_UPLOAD.")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:  # noqa: ARG002
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Leave the file to the next handler."""
