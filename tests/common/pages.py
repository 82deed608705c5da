"""Who gets what from the pages that belong to no room."""

from tests.access import Row, everybody

EVERYBODY = everybody(200)
GOES_ON = everybody(302)
SHOWS_AGAIN = everybody(200)
READ_ONLY = everybody(405)
CONFLICT = everybody(409)

TRIED = {
    "name": "Ben",
    "words": "A friend with me.",
    "day_day": "27",
    "day_month": "3",
    "day_year": "2026",
    "way": "room",
    "understood": "on",
}
CHANGED = {"version": "3", "title": "Tea on Tuesdays", "words": "Coffee, too."}

PAGES = [
    Row(
        "display",
        "one's own",
        get=everybody(302, nobody=200),
        post={"size": "large"},
        posted=GOES_ON,
    ),
    Row("kit:gallery", "everybody's", get=EVERYBODY, posted=READ_ONLY),
    Row("kit:try", "everybody's", get=EVERYBODY, post=TRIED, posted=GOES_ON),
    Row("kit:try", "everybody's, empty", get=EVERYBODY, posted=SHOWS_AGAIN),
    Row("kit:try-change", "everybody's", get=EVERYBODY, post=CHANGED, posted=GOES_ON),
    Row(
        "kit:try-change",
        "somebody was quicker",
        get=EVERYBODY,
        post=CHANGED | {"meanwhile": ""},
        posted=CONFLICT,
    ),
    Row("kit:try-saying", "everybody's", get=EVERYBODY, post={"words": "Tea."}, posted=EVERYBODY),
    Row("kit:sample-picture", "everybody's", get=EVERYBODY, posted=READ_ONLY),
    Row("kit:sample-sound", "everybody's", get=EVERYBODY, posted=READ_ONLY),
    Row(
        "plainly",
        "one's own words",
        get=READ_ONLY,
        post={"plainly": "words", "target": "id_words", "words": "We utilise tea."},
        posted=EVERYBODY,
    ),
    Row("plainly", "nothing", get=READ_ONLY, posted=everybody(400)),
    Row("kit:try-sent", "everybody's", get=EVERYBODY, posted=READ_ONLY),
]
