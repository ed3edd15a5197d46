"""Reading documents. Import as `from fengsui.ground.documents import queries as documents`."""

from fengsui.ground.documents.queries.lists import (
    Register,
    Verified,
    excerpts,
    in_stage,
    listed,
    paged,
    register,
    registered,
    series_of,
    verified,
    years,
)  # fmt: skip
from fengsui.ground.documents.queries.one import (
    data,
    languages,
    next_number,
    next_verbs,
    original,
    paper,
    post,
    post_label,
    revision,
    spelled,
    stage,
    visible,
    word,
)  # fmt: skip

__all__ = [
    "Register", "Verified", "data", "excerpts", "in_stage", "languages", "listed", "next_number", "next_verbs", "original",
    "paged", "paper", "post", "post_label", "register", "registered", "revision", "series_of", "spelled", "stage", "verified",
    "visible", "word", "years",
]  # fmt: skip
