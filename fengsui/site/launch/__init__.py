"""The launcher behind bin/run: starts the database, prepares it, runs web server and worker (`site/machine.py` looks first).

prepare.py  tables, texts, static files, the drill (a process of its own: the launcher itself stays small)
children.py the processes it keeps alive
work.py     the worker's process
"""
