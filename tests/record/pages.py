"""Who gets what from a record."""

from tests.access import Row, everybody

OPEN = everybody(200)
HIDDEN = everybody(404)
READ_ONLY = everybody(405)

PAGES = [
    Row("record:page", "an example", lambda its: [its.example.pk], get=OPEN, posted=READ_ONLY),
    Row("record:page", "a team's", lambda its: [its.team.pk], get=HIDDEN, posted=READ_ONLY),
    Row("record:entry", "an example", lambda its: [its.example.pk, 2], get=OPEN, posted=READ_ONLY),
    Row("record:entry", "a team's", lambda its: [its.team.pk, 2], get=HIDDEN, posted=READ_ONLY),
    Row("record:entry", "no line", lambda its: [its.example.pk, 9], get=HIDDEN, posted=READ_ONLY),
]
