"""Vault: personal values under one key per person.

A value is AES-256-GCM under the person's key; person keys are wrapped under the installation's key of the current
epoch (`FENGSUI_HOME/keys/<database>/epochs.json`, outside the database). Look-ups go through a keyed digest, wrapped under the
same epoch. Destroying a person deletes its key and digests; the following rotation to a new epoch re-wraps the living
and removes the old epoch's key, so a backup of the rows, wrapped keys included, opens nobody who was destroyed.
See docs/decisions/0002-persons.md.
"""
