"""Who gets what from the page to try live updates on. The streams have tests of their own."""

from tests.access import Row, everybody

PAGES = [Row("live:try", "everybody's", get=everybody(200), posted=everybody(302))]
