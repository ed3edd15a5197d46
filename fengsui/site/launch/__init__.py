"""The launcher behind bin/run: looks at the machine, starts the database, prepares it, runs web server and worker.

machine.py  what must be right before anything starts, each with one sentence
prepare.py  tables, texts, static files, the drill (a process of its own: the launcher itself stays small)
children.py the processes it keeps alive
say.py      progress, step by step with seconds
"""
