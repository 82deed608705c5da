"""What each row would do: somebody new, somebody already here, or something to mend first."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.utils.translation import gettext as _

from evenweave.common import dates
from evenweave.common.fields import EmailField
from evenweave.projects.importing.columns import YES_TO, Column, Kind, Place, words
from evenweave.projects.importing.tables import (
    FORMULA_STARTS,
    Amiss,
    Row,
    Value,
    letters,
    numbered,
    plain,
)
from evenweave.projects.importing.xlsx import day_of

LONGEST = {Place.NAME: 120, Place.EMAIL: 254, Place.PHONE: 40, Place.EXPERTISE: 120}
EARLIEST = date(1950, 1, 1)
BETWEEN_KINDS = re.compile(r"[;,/&\n|+]|\band\b", re.IGNORECASE)
YES = {"yes", "y", "x", "true", "1", "ja", "tak", "oui", "si", "tick", "✓", "✔", "☑", "√"}
NO = {"no", "n", "false", "0", "", "-", "–", "—", "n a", "none", "☐", "✗", "✘"}
DOT_DATE = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{2}|\d{4})")
MAIL_SLIPS = EmailField(required=False)


class Fate(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    SAME = "same"
    MORE = "more"
    TWICE = "twice"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody who is here, by the id of the member; or whom a list named, by the id of the place.

    Who `is_here` has spoken for themself. Who `is_asked` holds a card or a letter.
    """

    id: UUID
    name: str
    email: str = ""
    is_here: bool = True
    is_asked: bool = True
    sites: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Team:
    """What rows are judged against: the project's people, kinds and sites, and the day it is.

    `named` holds a mark of each name and address that was ever on a list; `mark` makes one.
    """

    people: Sequence[Known]
    kinds: Sequence[Kind]
    sites: Mapping[str, str]  # name by id
    today: date
    named: Collection[str] = ()
    mark: Callable[[str], str] = str


@dataclass(slots=True)
class Said:
    """What one row says of one person."""

    name: str = ""
    email: str = ""
    phone: str = ""
    joined_on: date | None = None
    sites: tuple[str, ...] = ()  # ids
    kinds: tuple[str, ...] = ()  # ids
    words: tuple[str, ...] = ()  # that are none of the project's kinds
    reference: str = ""


@dataclass(slots=True)
class Judged:
    """A row, and what becomes of it. `wrong` must be mended; `look` is worth a look."""

    number: int
    said: Said
    fate: Fate = Fate.NEW
    known: Known | None = None
    adds: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    look: list[str] = field(default_factory=list)

    def amiss(self, sentence: str) -> None:
        """Something to mend."""
        self.fate = Fate.WRONG
        self.wrong.append(sentence)


class Judge:
    """Judges the rows of one table for one team."""

    def __init__(
        self,
        team: Team,
        columns: Sequence[Column],
        mapping: Mapping[int, str],
        *,
        starts_1904: bool = False,
    ) -> None:
        self.team = team
        self.columns = {column.number: column for column in columns}
        self.places = {place: number for number, place in mapping.items() if place}
        self.starts_1904 = starts_1904
        self.by_mail = {known.email: known for known in team.people if known.email}
        self.by_name: dict[str, list[Known]] = {}
        for known in team.people:
            self.by_name.setdefault(plain(known.name) or known.name, []).append(known)
        self.by_reference = {str(known.id): known for known in team.people}
        self.kind_of = {
            spelling: kind.id for kind in team.kinds for spelling in kind.spellings() if spelling
        }
        self.site_of = {plain(name): key for key, name in team.sites.items()}

    def judge(self, row: Row) -> Judged:
        """One row by itself, and beside the people who are here."""
        judged = Judged(row.number, Said())
        self.read_name(row, judged)
        self.read_mail(row, judged)
        self.read_phone(row, judged)
        self.read_joined(row, judged)
        self.read_site(row, judged)
        self.read_kinds(row, judged)
        judged.said.reference = self.words(row, Place.REFERENCE, judged).lower()
        if judged.fate is not Fate.WRONG:
            self.find(judged)
        return judged

    # Reading

    def words(self, row: Row, place: str, judged: Judged) -> str:
        """What a row has in a place, on one line. What has no value or is too long is amiss."""
        column = self.places.get(place)
        if column is None:
            return ""
        value = row[column]
        if isinstance(value, Amiss):
            judged.amiss(self.at(row, column, no_value(value)))
            return ""
        said = words(value)
        most = LONGEST.get(Place(place), 300) if place in set(Place) else 300
        if len(said) > most:
            sentence = _("This is longer than %(most)s signs.") % {"most": most}
            judged.amiss(self.at(row, column, sentence))
            return ""
        return said

    def at(self, row: Row, column: int, sentence: str) -> str:
        """A sentence with the cell that it speaks of: “Joined (C12): …”."""
        return f"{self.columns[column].called} ({letters(column)}{row.number}): {sentence}"

    def read_name(self, row: Row, judged: Judged) -> None:
        """The name they like; else first and family name together."""
        name = self.words(row, Place.NAME, judged)
        if not name:
            pair = (self.words(row, place, judged) for place in (Place.FIRST, Place.FAMILY))
            name = " ".join(filter(None, pair))
        judged.said.name = name[:120]
        if not plain(name) and not judged.wrong:
            judged.amiss(_("The name is missing."))
        elif name.startswith(FORMULA_STARTS):
            judged.look.append(
                _("The name looks like a formula. It is taken as words: “%(name)s”.")
                % {"name": name[:60]}
            )

    def read_mail(self, row: Row, judged: Judged) -> None:
        """One address, in small letters. “mailto:” and <…> around it go."""
        given = self.words(row, Place.EMAIL, judged)
        bracketed = re.search(r"<([^<>]+@[^<>]+)>", given)
        address = (bracketed[1] if bracketed else given).strip().lower()
        address = address.removeprefix("mailto:").rstrip(";,")
        slip = MAIL_SLIPS.slip_in(address) if address else None
        if slip:
            reason = str(MAIL_SLIPS.error_messages[slip])
            sentence = _("“%(value)s”. %(reason)s") % {"value": given, "reason": reason}
            judged.amiss(self.at(row, self.places[Place.EMAIL], sentence))
        else:
            judged.said.email = address

    def read_phone(self, row: Row, judged: Judged) -> None:
        """A phone number is words. As a number it loses the 0 it began with."""
        column = self.places.get(Place.PHONE)
        if column is None:
            return
        value = row[column]
        if isinstance(value, float):
            sentence = _("This number was rounded by the spreadsheet. Please type it as text.")
            judged.amiss(self.at(row, column, sentence))
            return
        phone = self.words(row, Place.PHONE, judged).lstrip("'")
        if isinstance(value, int) and re.fullmatch(r"[1-9]\d{8,9}", phone):
            phone = f"0{phone}"
            judged.look.append(
                self.at(
                    row,
                    column,
                    _("The spreadsheet lost the 0 in front. It was put back: %(phone)s.")
                    % {"phone": phone},
                )
            )
        judged.said.phone = phone

    def read_joined(self, row: Row, judged: Judged) -> None:
        """A day: as the spreadsheet's own date, or as people write it, the day first."""
        column = self.places.get(Place.JOINED)
        if column is None or row[column] is None:
            return
        try:
            day = self.day(row[column])
        except dates.DateError as slip:
            shown = words(row[column])
            judged.amiss(self.at(row, column, f"“{shown}”. {slip.reason}" if shown else str(slip)))
            return
        if day > self.team.today:
            sentence = _("%(day)s has not come yet.") % {"day": british(day)}
            judged.amiss(self.at(row, column, sentence))
        elif day < EARLIEST:
            sentence = _("%(day)s is too long ago to be meant.") % {"day": british(day)}
            judged.amiss(self.at(row, column, sentence))
        else:
            judged.said.joined_on = day

    def day(self, value: Value) -> date:
        """The day in a cell; raises DateError with a sentence."""
        match value:
            case date():
                return value
            case Amiss():
                raise dates.DateError("day", no_value(value))
            case int() | float() if 20_000 <= value <= 80_000:
                found = day_of(value, starts_1904=self.starts_1904)
                if isinstance(found, date):
                    return found
        said = words(value)
        numbers = DOT_DATE.fullmatch(said.partition(" ")[0])
        if numbers:
            day, month, year = numbers.groups()
            return dates.read(day, month, f"20{year}" if len(year) == 2 else year)
        without_time = re.sub(r"[T ]\d{1,2}:\d\d(:\d\d)?(\.\d+)?$", "", said)
        without_weekday = re.sub(r"^[^\W\d]+day,? ", "", without_time, flags=re.IGNORECASE)
        return dates.read(*dates.take_apart(without_weekday))

    def read_site(self, row: Row, judged: Judged) -> None:
        """Sites of the project, by name. Another name is left out, and said."""
        found = []
        said = self.words(row, Place.SITE, judged)
        for name in [said] if plain(said) in self.site_of else re.split(r"[;\n]", said):
            if plain(name) in self.site_of:
                found.append(self.site_of[plain(name)])
            elif plain(name):
                judged.look.append(
                    _("The project has no site “%(name)s”. It is left out.")
                    % {"name": name.strip()}
                )
        judged.said.sites = tuple(dict.fromkeys(found))

    def read_kinds(self, row: Row, judged: Judged) -> None:
        """Kinds of expertise, several in a cell if need be; the person is told other words too."""
        found: list[str] = []
        supposed: list[str] = []
        for piece in self.pieces(row, judged):
            spelling = plain(piece)
            if spelling in self.kind_of:
                found.append(self.kind_of[spelling])
            elif spelling:
                supposed.append(piece.strip()[:120])
        for place, column in self.places.items():
            if place.startswith(YES_TO) and self.is_yes(row, column, judged):
                found.append(place.removeprefix(YES_TO))
        judged.said.kinds = tuple(dict.fromkeys(found))
        judged.said.words = tuple(dict.fromkeys(supposed))

    def pieces(self, row: Row, judged: Judged) -> list[str]:
        """The words of a cell one by one; a kind’s own name may hold “and”, and is not cut."""
        said = self.words(row, Place.EXPERTISE, judged)
        if plain(said) in self.kind_of:
            return [said]
        value = row[self.places[Place.EXPERTISE]] if said else None
        return BETWEEN_KINDS.split(value if isinstance(value, str) else said)

    def is_yes(self, row: Row, column: int, judged: Judged) -> bool:
        """Whether a cell says yes; what says neither is named and counts as no."""
        value = row[column]
        said = words(value)
        bare = plain(said) or said.strip()
        if bare in YES or bare in self.kind_of:
            return True
        if bare not in NO and not isinstance(value, Amiss):
            sentence = _("“%(value)s” is neither yes nor no. It is left out.")
            judged.look.append(self.at(row, column, sentence % {"value": said[:60]}))
        return False

    # Finding

    def find(self, judged: Judged) -> None:
        """Whether this is somebody who is here, and what would change for them."""
        about_the_row, judged.look = judged.look, []
        self.find_known(judged)
        if judged.fate is not Fate.SAME:  # of a row that changes nothing, nothing else matters
            judged.look[:0] = about_the_row

    def find_known(self, judged: Judged) -> None:
        """Set who it is, and what becomes of the row."""
        said = judged.said
        known = self.by_reference.get(said.reference) if said.reference else None
        if said.reference and known is None:
            judged.amiss(
                _(
                    "The reference belongs to nobody in this project now. If this is somebody new, "
                    "please empty that cell."
                )
            )
            return
        known = known or self.by_address(judged) or self.by_their_name(judged)
        if judged.fate is Fate.WRONG:
            return
        if known is not None:
            judged.known = known
            judged.adds = self.additions(said, known)
            judged.fate = Fate.MORE if judged.adds else Fate.SAME
        elif self.team.mark(said.email or plain(said.name)) in self.team.named:
            judged.fate = Fate.SAME
            judged.look.append(
                _(
                    "A list named this person before, and they are not here under this name. "
                    "Perhaps they have another name now, have left, or did not wish to come. "
                    "To ask them once more, please invite them by themself."
                )
            )

    def by_address(self, judged: Judged) -> Known | None:
        """Whoever here has the row's address; amiss when the row's name is somebody else's here."""
        said = judged.said
        known = self.by_mail.get(said.email) if said.email else None
        if known is None or plain(known.name) == plain(said.name):
            return known
        if plain(said.name) in self.by_name:
            judged.amiss(
                _(
                    "The address %(email)s is that of %(known)s, and the row says %(name)s. "
                    "Please look which is right."
                )
                % {"email": said.email, "known": known.name, "name": said.name}
            )
        else:
            judged.look.append(
                _("This address is here already, as %(known)s. Their own name stays.")
                % {"known": known.name}
            )
        return known

    def by_their_name(self, judged: Judged) -> Known | None:
        """Whoever here bears the row's name."""
        said = judged.said
        namesakes = self.by_name.get(plain(said.name), [])
        if len(namesakes) > 1:
            judged.amiss(
                _(
                    "%(count)s people here are called %(name)s. Please add the e-mail address "
                    "of the one you mean."
                )
                % {"count": len(namesakes), "name": said.name}
            )
        if len(namesakes) != 1:
            return None
        known = namesakes[0]
        if said.email and known.email and said.email != known.email:
            judged.look.append(
                _(
                    "%(name)s is here already, with another address, and stays as they are. "
                    "If this is somebody else, please write the name more fully."
                )
                % {"name": known.name}
            )
        return known

    def additions(self, said: Said, known: Known) -> list[str]:
        """What would be added, in words: only what is missing, and only until a person comes in.

        Once they have, what they say counts, and what they left empty they left empty.
        """
        if known.is_here:
            return []
        added = []
        if said.email and not known.email and not known.is_asked:
            added.append(_("e-mail address"))
        if said.sites and not known.sites:
            added.append(_("site"))
        if set(said.kinds) - known.kinds or {plain(each) for each in said.words} - known.words:
            added.append(_("a suggested expertise, for their eyes only"))
        return added


def beside_each_other(judged: Sequence[Judged]) -> None:
    """Rows that say the same count once; two people cannot have one address, or look the same."""
    keys: list[tuple[Callable[[Judged], str], Callable[[Judged, Judged], str | None]]] = [
        (lambda each: each.said.email, one_address),
        (lambda each: f"{plain(each.said.name)} {each.said.reference}".strip(), one_name),
        (lambda each: str(each.known.id) if each.known else "", one_member),
    ]
    for key, reason in keys:
        seen: dict[str, Judged] = {}
        for each in judged:
            found = key(each)
            if each.fate is Fate.TWICE or not found:
                continue
            first = seen.setdefault(found, each)
            if first is each:
                continue
            if each.said == first.said and each.wrong == first.wrong == []:
                each.fate, each.adds = Fate.TWICE, []
                each.look = [_("The same as row %(row)s. It counts once.") % {"row": first.number}]
            elif told := reason(first, each):
                each.amiss(told)


def one_address(first: Judged, second: Judged) -> str:
    """Two rows with one address."""
    return _(
        "The address %(email)s stands in %(rows)s. Each person needs their own, or none: "
        "whoever shares one can come in by a card."
    ) % {"email": second.said.email, "rows": numbered([first.number, second.number])}


def one_name(first: Judged, second: Judged) -> str | None:
    """Two rows with one name; with an address each they are two people, who share a name."""
    one, other = first.said.email, second.said.email
    if one and other:
        return None
    return _(
        "The same name stands in row %(row)s. If these are two people, please give each an "
        "e-mail address or a fuller name. If not, please keep one row."
    ) % {"row": first.number}


def one_member(first: Judged, second: Judged) -> str | None:
    """Two rows that both fit one person who is here."""
    if second.fate is Fate.WRONG or second.known is None:
        return None
    return _(
        "This row and row %(row)s both fit %(name)s, who is here already. Please keep one of them."
    ) % {"row": first.number, "name": second.known.name}


def no_value(value: Amiss) -> str:
    """Why a cell has no value."""
    if value.code == "formula":
        return _(
            "There is a formula here whose value is not stored in the file. Please open the file "
            "in your spreadsheet program, save it, and bring it again."
        )
    return _("The spreadsheet shows an error here. Please type what is meant.")


def british(day: date) -> str:
    """A day as it is read here: 27/3/2026."""
    return f"{day.day}/{day.month}/{day.year}"
