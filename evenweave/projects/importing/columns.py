"""Which column holds what: a suggestion from its heading, for a person to confirm."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext as told
from django.utils.translation import gettext_lazy as _

from evenweave.projects.importing.tables import Row, Table, letters, numbered, plain

HEADING_WITHIN = 30
SAMPLES = 3


class Place(StrEnum):
    """What a column may hold."""

    NAME = "name"
    FIRST = "first"
    FAMILY = "family"
    EMAIL = "email"
    PHONE = "phone"
    EXPERTISE = "expertise"
    SITE = "site"
    JOINED = "joined"
    ROLE = "role"
    REFERENCE = "reference"


TITLES: dict[str, Promise] = {
    Place.NAME: _("Name they like"),
    Place.FIRST: _("First name"),
    Place.FAMILY: _("Family name"),
    Place.EMAIL: _("E-mail address"),
    Place.PHONE: _("Phone"),
    Place.EXPERTISE: _("Expertise"),
    Place.SITE: _("Site"),
    Place.JOINED: _("Joined on"),
    Place.ROLE: _("Role title"),
    Place.REFERENCE: _("Reference"),
}
# A column that says yes or no to one kind of expertise: this, and the kind's id.
YES_TO = "yes:"

# Plain spellings, best first: of two columns that both fit, the better spelling wins.
SPELLINGS: dict[Place, str] = {
    Place.NAME: (
        "preferred name|name they like|name you like|known as|likes to be called|called|"
        "what they like to be called|display name|full name|name|names|member name|member|"
        "participant name|contact name|person"
    ),
    Place.FIRST: "first name|firstname|forename|given name|christian name|first",
    Place.FAMILY: "surname|family name|last name|lastname|second name|last",
    Place.EMAIL: (
        "e mail address|email address|e mail|email|mail|emails|e mails|electronic mail|e address"
    ),
    Place.PHONE: (
        "mobile|mobile number|mobile phone|phone|phone number|telephone|telephone number|"
        "tel|mob|cell|cellphone|contact number|landline|home phone"
    ),
    Place.EXPERTISE: (
        "expertise|kind of expertise|kinds of expertise|area of expertise|perspective|background|"
        "brings|stakeholder group|type of member|member type|category|group|type"
    ),
    Place.SITE: "site|study site|where|location|area|borough|place|centre|region|locality|town",
    Place.JOINED: (
        "joined on|date joined|joined|joining date|join date|member since|since|start date|"
        "started|start"
    ),
    Place.ROLE: "role title|role|role in project|job title|job|position|responsibility",
    Place.REFERENCE: "evenweave reference",
}
KNOWN: dict[str, tuple[Place, int]] = {
    spelling: (place, rank)
    for place, spellings in SPELLINGS.items()
    for rank, spelling in enumerate(spellings.split("|"))
}
# Words around the one that counts: “Your name”, “Tel. no.”, “E-mail (work)”.
FILLERS = {"a", "and", "at", "by", "main", "no", "number", "of", "or", "the", "their", "your"}
# Somebody else's name or number, or what is nobody's business here.
NOT_THEIRS = set(
    re.findall(
        r"\w+",
        "emergency kin gp doctor manager referrer referred birth dob nhs bank account sort "
        "diagnosis medication benefit benefits next note notes comments",
    )
)
# Words for the kinds of expertise that every project starts with, by their dye.
USUAL_WORDS: dict[str, str] = {
    "madder": (
        "lived experience|lived exp|lived expertise|le|lxe|expert by experience|"
        "experts by experience|ebe|service user|service users|carer|carers|patient|peer|"
        "peer researcher|public contributor|public|ppi|ppie|survivor|user"
    ),
    "weld": (
        "practice|practitioner|practitioners|clinician|clinical|nurse|gp|social worker|"
        "commissioner|professional|staff|nhs"
    ),
    "woad": "research|researcher|researchers|academic|academics|university|study team",
}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of expertise of the project, as far as a spreadsheet may name it."""

    id: str
    name: str
    dye: str

    def spellings(self) -> set[str]:
        """How people may write it: its name, and the usual words while it bears the usual name."""
        name = plain(self.name)
        usual = {plain(word) for word in USUAL_WORDS.get(self.dye, "").split("|") if word}
        return {name} | (usual if name in usual else set())


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the sheet, what was suggested for it, and a few of its values."""

    number: int
    heading: str
    place: str
    samples: tuple[str, ...] = ()

    @property
    def letters(self) -> str:
        """What the spreadsheet calls it."""
        return letters(self.number)

    @property
    def called(self) -> str:
        """Its heading, or its letters where it has none."""
        return self.heading or told("Column %(letters)s") % {"letters": self.letters}


@dataclass(slots=True)
class Headed:
    """A table whose headings were found: its columns, its rows of people, and what was left out."""

    columns: list[Column]
    rows: list[Row]
    remarks: list[str] = field(default_factory=list)


def headed(table: Table, kinds: Sequence[Kind]) -> Headed:
    """Find the headings, suggest a place for each column, and set the people's rows apart."""
    at = heading_row(table.rows, kinds)
    remarks = list(table.remarks)
    if at is None:
        remarks.append(told("No headings were found. Please say below what each column holds."))
        headings, rows = [""] * table.width, table.rows
    else:
        headings = [words(value) for value in table.rows[at].cells]
        headings += [""] * (table.width - len(headings))
        if at:
            above = {"rows": numbered(row.number for row in table.rows[:at])}
            remarks.append(told("Left out, because above the headings: %(rows)s.") % above)
        rows = table.rows[at + 1 :]
        repeated = [row for row in rows if same_headings(row, headings)]
        if repeated:
            again = numbered(row.number for row in repeated)
            remarks.append(told("Left out, because headings again: %(rows)s.") % {"rows": again})
            rows = [row for row in rows if not same_headings(row, headings)]
    places = suggested(headings, rows, kinds)
    columns = [
        Column(number, heading, place, samples(rows, number))
        for number, (heading, place) in enumerate(zip(headings, places, strict=True))
    ]
    return Headed([column for column in columns if column.heading or column.samples], rows, remarks)


def heading_row(rows: Sequence[Row], kinds: Sequence[Kind]) -> int | None:
    """The place of the row that reads most like headings; None when no row does."""
    best, most = None, 0
    for at, row in enumerate(rows[:HEADING_WITHIN]):
        if any("@" in words(value) for value in row.cells):
            continue
        places = {
            place for value in row.cells for place in [guess(words(value), kinds)[0]] if place
        }
        if len(places) > most:
            best, most = at, len(places)
    return best


def same_headings(row: Row, headings: Sequence[str]) -> bool:
    """Whether a row is the headings once more, as programs print them on each page."""
    wanted = [plain(heading) for heading in headings if heading]
    return [plain(words(value)) for value in row.cells if value is not None] == wanted


def suggested(headings: Sequence[str], rows: Sequence[Row], kinds: Sequence[Kind]) -> list[str]:
    """A place for each column, each place once; a column that fits none is left out ("")."""
    guesses = [guess(heading, kinds) for heading in headings]
    places = [""] * len(headings)
    for number in sorted(range(len(headings)), key=lambda number: guesses[number][1]):
        place = guesses[number][0]
        if place and place not in places:
            places[number] = place
    if Place.EMAIL not in places:
        found = next((n for n, p in enumerate(places) if not p and is_mail(rows, n)), None)
        if found is not None:
            places[found] = Place.EMAIL
    if Place.NAME not in places and Place.FIRST not in places and not any(headings):
        found = next((n for n, place in enumerate(places) if not place), None)
        if found is not None:
            places[found] = Place.NAME
    return places


def guess(heading: str, kinds: Iterable[Kind]) -> tuple[str, int]:
    """The place that a heading speaks of, and how well it fits: 0 is best."""
    spelling = plain(heading)
    if not spelling or len(spelling) > 60:
        return "", 999
    for kind in kinds:
        if spelling in kind.spellings():
            return YES_TO + kind.id, 0
    if spelling in KNOWN:
        place, rank = KNOWN[spelling]
        return place, rank
    if NOT_THEIRS & set(spelling.split()):
        return "", 999
    bare = " ".join(word for word in spelling.split() if word not in FILLERS)
    if bare in KNOWN:
        place, rank = KNOWN[bare]
        return place, 50 + rank
    return contained(bare)


def contained(spelling: str) -> tuple[str, int]:
    """A heading that has a known one among its words, such as “Name (as you like it)”."""
    for known, (place, rank) in KNOWN.items():
        if len(known) > 3 and f" {known} " in f" {spelling} " and place != Place.NAME:
            return place, 100 + rank
    if spelling.startswith(("name ", "preferred name ")):
        return Place.NAME, 150
    return "", 999


def is_mail(rows: Sequence[Row], column: int) -> bool:
    """Whether most of what stands in a column has an @."""
    there = [words(row[column]) for row in rows[:200] if row[column] is not None]
    return bool(there) and 2 * sum("@" in value for value in there) > len(there)


def samples(rows: Sequence[Row], column: int) -> tuple[str, ...]:
    """The first few different values of a column, shortened, so that one sees what it holds."""
    found: dict[str, None] = {}
    for row in rows:
        value = words(row[column])
        if value:
            found.setdefault(value if len(value) <= 40 else value[:39] + "…")
        if len(found) == SAMPLES:
            break
    return tuple(found)


def words(value: object) -> str:
    """A cell's value in words, on one line; nothing for what could not be read."""
    match value:
        case str():
            return " ".join(value.split())
        case int() | float():
            return str(value)
        case None:
            return ""
    isoformat = getattr(value, "isoformat", None)
    return str(isoformat()) if isoformat else ""


def choices(kinds: Iterable[Kind]) -> list[tuple[str, str]]:
    """Everything that a column may be said to hold, for a form."""
    yes = [(YES_TO + kind.id, told("Yes or no: %(kind)s") % {"kind": kind.name}) for kind in kinds]
    return [("", told("Leave out")), *((p, str(TITLES[p])) for p in TITLES), *yes]


def why_not_use(mapping: Mapping[int, str]) -> str | None:
    """A place is taken by one column, and there is a name somewhere."""
    taken = Counter(place for place in mapping.values() if place)
    twice = next((place for place, times in taken.items() if times > 1), None)
    if twice:
        title = TITLES.get(twice) or told("the same kind of expertise")
        return told(
            "Two columns are said to be “%(title)s”. Please choose one, and leave the other out."
        ) % {"title": title}
    if not {Place.NAME, Place.FIRST, Place.FAMILY} & set(taken):
        return told("No column is said to be the name. Please choose the one with people’s names.")
    return None
