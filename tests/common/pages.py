"""Who gets what from the pages that belong to no room."""

from tests.access import Row

EVERYBODY = {"nobody": 200}
GOES_ON = {"nobody": 302}
SHOWS_AGAIN = {"nobody": 200}
READ_ONLY = {"nobody": 405}
CONFLICT = {"nobody": 409}

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
    Row("display", "one's own", get=EVERYBODY, post={"size": "large"}, posted=GOES_ON),
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
    Row("kit:try-sent", "everybody's", get=EVERYBODY, posted=READ_ONLY),
]
