"""Who gets what from the pages of people."""

from __future__ import annotations

from tests.people import signing_pages
from tests.people.pages_me import ME

PAGES = [*ME, *signing_pages.PAGES]
