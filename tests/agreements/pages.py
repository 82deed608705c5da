"""Who gets what from the pages of agreements."""

from __future__ import annotations

from tests.access import Row

PAGES: list[Row] = []
