"""A worker of its own process, to be killed: `python -m tests.outbox.dying DATABASE PORT`."""

from __future__ import annotations

import os
import sys

import django


def work() -> None:
    """Send what is due through the mail server at that port."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    from django.conf import settings

    from evenweave.jobs.worker import Worker
    from evenweave.outbox.servers import Server
    from tests import databases
    from tests.outbox.story import NOW

    databases.use(sys.argv[1])
    settings.MAIL_SERVER = Server("127.0.0.1", int(sys.argv[2]), tls="none")
    settings.MAIL_FROM = "weave@example.org"
    Worker(now=lambda: NOW).work()


if __name__ == "__main__":
    work()
