from fengsui.command.reports.tests.conftest import count, numbers, signed  # noqa: F401 - the same small register
