"""bin/fengsui: the command. Its words are the management commands of the house's own rooms; each is a door, no more.

It starts the embedded PostgreSQL if it does not run and leaves it as it found it.
"""

from __future__ import annotations

import os
import sys
from contextlib import AbstractContextManager, nullcontext
from difflib import get_close_matches
from typing import Any

from django.core.management import BaseCommand, CommandError, get_commands, load_command_class

from fengsui.house import Refused
from fengsui.site import home, machine, postgres, say


def main(arguments: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fengsui.site.settings")
    try:
        return _run(arguments)
    except (Refused, CommandError, home.NotReady) as trouble:
        say.trouble(str(trouble).removeprefix("fengsui: ").removeprefix("Error: "))
    except BrokenPipeError:
        sys.stderr.close()
    except KeyboardInterrupt:
        say.line()
    except Exception as error:  # noqa: BLE001 - one sentence; explain() keeps the details
        say.trouble(machine.explain(error))
    return 1


def _run(arguments: list[str]) -> int:
    import django

    word = arguments[0] if arguments else "help"
    with _no_database() if word in {"help", "--help", "-h"} else _database():
        django.setup()
        if word in {"help", "--help", "-h"}:
            return _help()
        command = _command(word)
        parser = command.create_parser("fengsui", word)
        options = vars(parser.parse_args(arguments[1:]))
        positional = options.pop("args", ())
        command.execute(*positional, **options)
    return 0


def _no_database() -> AbstractContextManager[Any]:
    return nullcontext()


def _database() -> AbstractContextManager[Any]:
    return nullcontext() if home.is_external() else postgres.held(home.HOME)


def words() -> dict[str, str]:
    """Map the words of the command to the app that offers each."""
    return {word: app for word, app in get_commands().items() if isinstance(app, str) and app.startswith("fengsui.")}


def _command(word: str) -> BaseCommand:
    known = words()
    if word not in known:
        near = get_close_matches(word, known, 1)
        hint = f"did you mean “{near[0]}”?" if near else "“fengsui help” lists all words."
        raise CommandError(f"there is no word “{word}”; {hint}")
    return load_command_class(known[word], word)


def _help() -> int:
    say.line("fengsui WORD [--help]\n")
    for word, app in sorted(words().items()):
        say.line(f"  {word:<10} {load_command_class(app, word).help}")
    say.line(f"\nHome: {home.HOME}   Database: {home.database_name()}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
