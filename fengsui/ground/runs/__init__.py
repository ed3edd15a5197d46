"""Runs: long work in the background that shows its progress and can be left and come back to.

A room declares what can run (`runners.py`: `declare.Runner`); an action starts a run in its own transaction, a worker
does it, its page shows how far it is, what came of it, what was refused and why, and keeps the file it made until it
expires. A killed worker's run is done again; its effect is once. Exporting a table is the first runner.
Words: background work 后台任务, run 任务, progress 进度, export 导出.
"""
