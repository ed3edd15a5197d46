"""Messages: the inbox, and the outbox beside it. What a person should know, with a link, here and on the phone.

A message holds a kind, ids and plain numbers; its sentence is made when it is read, in the reader's language. Rooms declare
kinds (`Note` in `notes.py`) and call `post` or `send`, which stay three queries; a job puts into the outbox what arrived.
Words: a *way* is where a person is reached by a *channel*; a *provider* is a unit's account with who carries it; a text that
goes out (`Outgoing`) says one or several messages (`Part`). Providers are spoken to by `transports/`, speak to us by `hooks`.
Rules: at least once, under a key that stays the same; nothing leaves a drill; a text says how many wait, no more.
A *round* is told by hand: copied, sent by private phones, marked. See docs/decisions/0025-messages.md.
"""
