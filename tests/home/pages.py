"""Who gets what from the front door."""

from tests.access import Row

PAGES = [
    Row("home:front", "everybody's", get={"nobody": 200}, posted={"nobody": 405}),
    Row("home:about", "everybody's", get={"nobody": 200}, posted={"nobody": 405}),
]
