"""Messages: the inbox. What a person should know, with a link; later also outboxes to phones and offices.

A message holds a kind, ids and plain numbers; its sentence is made when it is read, in the reader's language.
"""
