"""Who gets what from the pages of agreements."""

from __future__ import annotations

from tests.access import Row
from tests.agreements import arrivals_pages

PAGES: list[Row] = [*arrivals_pages.PAGES]
