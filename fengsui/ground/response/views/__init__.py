"""Pages of the response. No rules here."""
