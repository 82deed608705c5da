"""Hounslow: what the twelve meetings were about, and what was written down of each.

People and words are made up. It is about those who stopped going anywhere, and places that are open
to anybody; the tool is a map of people, places and things to do.
"""

from __future__ import annotations

from dataclasses import dataclass

from evenweave.meetings.models import Item

DECIDE, SHARE, TALK = Item.Purpose.DECIDE, Item.Purpose.SHARE, Item.Purpose.TALK


@dataclass(frozen=True, slots=True)
class Point:
    """Something on an agenda, whose it is, and what was written down of it.

    `task` is what whoever brought it takes on. `prepare` is what to look at before.
    """

    slug: str
    title: str
    minutes: int
    notes: str = ""
    purpose: str = TALK
    task: str = ""
    prepare: str = ""


TEA = Point("hamid", "Tea", 15, purpose=Item.Purpose.BREAK)
DOORS = "Which doors people walk past"
TALKED_OVER = "Two of us began to settle it between themselves, and Ben stopped."
ASKED_FIRST = "Whoever has not spoken yet is asked first."
PASSED_ON = "With a yes, first names are passed on. Never more."

AGENDAS: tuple[tuple[Point, ...], ...] = (
    (
        Point(
            "amina",
            "Who we are, and what we like",
            40,
            "First in pairs, then each told of the other.\nBirds, wool and slow bicycles.",
        ),
        TEA,
        Point(
            "nadia",
            "What is fixed, and what is ours",
            30,
            "There is little money, and none to come.\nThe rest is ours to think of.",
        ),
    ),
    (
        Point(
            "gwen",
            "Words that we would rather not hear",
            25,
            "Each wrote one on a slip. “Service” came up nine times.\nWe try “network”.",
            purpose=DECIDE,
        ),
        TEA,
        Point(
            "dev",
            "Whom we would like to ask",
            30,
            "Those who stopped going anywhere.\nSome of us know them, and ask them if they like.",
            task="Write to the day centre",
        ),
    ),
    (
        Point(
            "ben",
            DOORS,
            40,
            "Ben told of the doors he walks past, and why.\n"
            f"{TALKED_OVER}\n"
            "Iris said aloud what had just happened. It went very quiet. We had tea early.\n"
            "After tea Ben went on, to the end.\n"
            f"{ASKED_FIRST}",
            task="Bring a map of the borough",
        ),
        TEA,
        Point("carys", "What a nurse may pass on", 20, f"{PASSED_ON}\nThe paper for it is short."),
    ),
    (
        Point(
            "iris",
            "When somebody says that it hurts",
            25,
            "Last time it was right to say it, and hard to hear.\n"
            "Iris writes down what we could do in the quiet after it.",
            prepare="Read “We say when it hurts” in our agreement.",
        ),
        TEA,
        Point(
            "ben",
            "The map",
            40,
            "People, places, things to do: three colours.\nA place without people is a wall.",
        ),
        Point("gwen", "What carers see", 15, "The waiting between two letters.", purpose=SHARE),
    ),
    (
        Point(
            "ruth",
            "We try the map on ourselves",
            45,
            "It gets personal. Anybody stops when they like.\nMost of us knew fewer places than "
            "we thought.",
            prepare="Bring a pen. You need not draw anything that you would rather keep.",
        ),
        TEA,
        Point(
            "marek",
            "Where a GP could point",
            20,
            "One page, one number, and a name to ask for.",
            task="Draft the one page",
        ),
    ),
    (
        Point(
            "hamid",
            "What a peer does on a bad day",
            35,
            "At tables of four. Ring, come along, or let be: it is theirs to say.",
        ),
        TEA,
        Point(
            "priya",
            "How we would know that it helped",
            30,
            "Two questions, and no scale.\nPriya writes them so that all can read them.",
            task="Write the two questions",
        ),
    ),
    (
        Point("jomo", "Two days a week: for what?", 40, "For knowing people, half of it."),
        TEA,
        Point(
            "nadia",
            "What it costs in three years",
            30,
            "Nadia read the budget aloud, and it made sense.\n"
            "What we cannot pay, we do not promise.",
        ),
    ),
    (
        Point("lena", "What befrienders need", 30, "Somebody to ring afterwards."),
        TEA,
        Point(
            "esther",
            "Who is paid, and when",
            20,
            "Within two weeks, also for reading.",
            task="Chase the August fares",
        ),
    ),
    (
        Point(
            "jomo",
            "Doors that stand open",
            45,
            "Rooms that are open anyway cost nothing. Two people answer for each.\n"
            "So near, safe and lasting go together.",
            purpose=DECIDE,
        ),
        TEA,
        Point(
            "omar",
            "What people said at the day centre",
            30,
            "Eleven people drew a map. Omar read out what they said, with their yes.",
        ),
    ),
    (
        Point(
            "amina",
            "The first visit, played through",
            35,
            "Hamid played the door. The door was the hard part.",
        ),
        TEA,
        Point(
            "carys",
            "If somebody is unwell",
            20,
            "We ask what they want, before anything else.",
        ),
        Point("jomo", "Good-bye, and what I leave you", 15, "The list of places, and the keys."),
    ),
    (
        Point(
            "priya",
            "What shall we call it?",
            30,
            "Three names on the wall. We choose by tapping, in the week after.",
            purpose=DECIDE,
        ),
        TEA,
        Point("omar", "Maps from the day centre", 15, "Four more.", purpose=SHARE),
        Point("priya", "What the two questions brought", 15, "Most wrote a story.", purpose=SHARE),
        Point(
            "uma",
            "What the council hears of us",
            15,
            "They ask when it begins.",
            purpose=SHARE,
        ),
        Point("tessa", "How the hall feels at the door", 15, "Warm, once in.", purpose=SHARE),
    ),
    (
        Point(
            "dev",
            "What we leave behind",
            35,
            "The map, the page, the two questions, and a hall that knows us.",
        ),
        TEA,
        Point(
            "iris",
            "How we stop",
            30,
            "With lunch, and an open date.\nWe said it when it hurt. It was worth it.",
            task="Ask who wants to go on",
        ),
    ),
)

# Who was not there, by the number of the meeting; whoever rests comes to that. No reason is asked.
MISSES: dict[int, tuple[str, ...]] = {
    1: ("marek",),
    2: ("esther",),
    3: ("dev",),
    4: ("nadia",),
    5: ("ruth", "gwen"),
    6: ("ben",),
    7: ("carys",),
    8: ("priya", "marek"),
    9: ("iris", "esther"),
    10: ("nadia", "hamid"),
    11: ("omar",),
}
# Who took part otherwise than in the room. All ways count alike.
OTHERWISE: dict[int, dict[str, str]] = {
    3: {"marek": "online"},
    4: {"omar": "behalf"},
    5: {"esther": "online", "jomo": "online"},
    6: {"gwen": "writing", "carys": "online"},
    7: {"dev": "online"},
    8: {"tessa": "online"},
    9: {"ben": "online"},
    10: {"ruth": "writing", "dev": "online"},
}
# How somebody is, in a word; others choose a picture, or pass.
WORDS = {
    "amina": "glad",
    "ben": "here",
    "gwen": "tired, and here",
    "hamid": "hungry",
    "carys": "late, sorry",
    "nadia": "rushed",
    "dev": "curious",
    "omar": "quiet",
    "ruth": "early bird",
    "tessa": "nervous",
}
