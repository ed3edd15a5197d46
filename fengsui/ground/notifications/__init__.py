"""Notifications: 告知书 from a template, merged to persons, each with a proof of service (送达回证) to be signed.

A template belongs to a unit and has versions: one that was used never changes. Its text holds placeholders, {姓名};
one that nobody knows is refused, and so is a field that the text does not need: what is not asked for is not kept.
A batch is one merge: each person gets the next number of the template and year, locked as a document's is. The PDF is made
when it is asked for and kept nowhere: it would outlive the persons in it. It is no official document (kinds.py), so it has
no QR code and no register of `documents`; that room sets it (`documents/notification.py`).
Name and fields of a person, and what a service says of a third one (witness, place), are sealed under the person's key.
Times: a batch has the day printed on the paper and the moment when it was made; a service has the moment when it happened
(event) and when it was entered (known), and is replaced by a later one, never overwritten. No wall time is asked here.
After `notifications.kept_days` (and once the response has ended) the purge destroys the persons: number,
outcome and moment remain, and name nobody.
"""
