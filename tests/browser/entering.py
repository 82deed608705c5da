"""A card for one of the example's people, made by the program's own actions beside the server.

`python -m tests.browser.entering DATA WHO` prints its number.
"""

from __future__ import annotations

import os
import subprocess
import sys

from workshop.running import Site, clean_environment


def card_for(site: Site, who: str) -> str:
    """The number of a card that Amina made for somebody of her project."""
    told = subprocess.run(
        [sys.executable, "-m", "tests.browser.entering", str(site.data), who],
        check=True,
        capture_output=True,
        text=True,
        env=clean_environment(),
    )
    return told.stdout.strip()


def make(who: str) -> str:
    """Make the card."""
    from evenweave.common import actors, clock
    from evenweave.demo.cast import BY_SLUG
    from evenweave.people.actions import make_card
    from evenweave.people.models import Person
    from evenweave.projects.models import Project

    person = Person.objects.get(pk=BY_SLUG[who].id)
    by = actors.person(BY_SLUG["amina"].id)
    return make_card(person=person, stream=Project.objects.get(), by=by, at=clock.now()).code


if __name__ == "__main__":
    os.environ.update(
        EVENWEAVE_DATA=sys.argv[1], DJANGO_SETTINGS_MODULE="evenweave.config.settings"
    )
    import django

    django.setup()
    sys.stdout.write(make(sys.argv[2]))
