"""The worker's process: `python -m fengsui.site.launch.work`."""

from __future__ import annotations

import os


def main() -> None:
    os.nice(15)  # who waits for a page comes before what settles by itself
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fengsui.site.settings")
    import django

    django.setup()
    from procrastinate.contrib.django import app

    with app.replace_connector(app.connector.get_worker_connector()) as worker:
        worker.run_worker(concurrency=2, delete_jobs="successful", shutdown_graceful_timeout=8)


if __name__ == "__main__":
    main()
