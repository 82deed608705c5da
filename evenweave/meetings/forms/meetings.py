"""Planning a meeting, moving it, calling it off; a place to meet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from evenweave.common.fields import (
    ChoiceField,
    DateField,
    MinutesField,
    NameField,
    TimeField,
    WordsField,
)
from evenweave.common.forms import Form, VersionedForm
from evenweave.decisions.forms.choosing import Beside, Thing, field, leave_out
from evenweave.decisions.forms.room import InCircle
from evenweave.meetings.models import FACTS, Kind, Known, Venue
from evenweave.meetings.series import EveryWeeks, OfTheMonth, Series, occurrence, turns_of

BEGIN = ("title", "why", "circle", "kind", "when")
KNOWN = ("day", "clock", "again", "times")
# What a first meeting needs none of: it is folded away.
MORE = ("again", "times", "link", "agenda_days")
USUAL_DAYS = 7
# How a series goes on: its weekday every so many weeks, or on so many turns of a month.
AGAIN = {
    "": _("No, once"),
    "1": _("Every week"),
    "2": _("Every two weeks"),
    "4": _("Every four weeks"),
    "month": _("Once a month, on the same weekday"),
    "twice": _("Twice a month, on the same weekday"),
}
NO_VENUE = _("Not chosen yet, or online")


class At(Form):
    """A day and a time, by the clock on the wall. `zone` is where that hangs."""

    day = DateField(label=_("On which day?"))
    clock = TimeField(label=_("At what time?"), help_text=_("Such as 10:30, or 2 pm."))

    zone = ""

    def clean(self) -> dict[str, Any]:
        """Both together are a moment."""
        told = super().clean() or {}
        day, clock = told.get("day"), told.get("clock")
        if day and clock:
            said = datetime.combine(day, clock)
            told["starts_at"] = occurrence(said, self.zone).starts_at
        return told


class PlanForm(At, InCircle):
    """A new meeting, at a time that is known or that is chosen together."""

    KNOWN, TOGETHER = "known", "together"

    title = NameField(label=_("What is it called?"), limit=120)
    why = WordsField(label=_("What do we meet for?"), rows=2, limit=2_000, required=False)
    kind = ChoiceField(label=_("What sort of coming together?"), choices=Kind.choices)
    when = ChoiceField(
        label=_("When is it?"),
        choices=[(TOGETHER, _("We choose together")), (KNOWN, _("We know already"))],
        hints={TOGETHER: _("You offer times, and each says what suits them.")},
    )
    day = DateField(label=_("If we know: on which day?"), required=False)
    clock = TimeField(
        label=_("If we know: at what time?"),
        help_text=_("Such as 10:30, or 2 pm."),
        required=False,
    )
    again = ChoiceField(
        label=_("If we know: does it come again?"), choices=AGAIN.items(), required=False
    )
    times = MinutesField(label=_("If it comes again: how many times in all?"), required=False)
    minutes = MinutesField(label=_("How many minutes does it take?"))
    venue = Thing(label=_("Where?"), required=False)
    link = NameField(
        label=_("A link for those who take part from elsewhere"), limit=500, required=False
    )
    agenda_days = MinutesField(
        label=_("How many days before does the agenda go out?"),
        help_text=_("Seven is usual. With under five, some people have too little time."),
        error_messages={"amiss": _("Please write a number of days, such as 7.")},
        required=False,
    )

    def __init__(self, *args: Any, venues: Iterable[Venue], zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone
        field(self, "venue").among(venues, none=NO_VENUE)
        self.order_fields([*BEGIN, *KNOWN, "minutes", "venue", "link", "agenda_days"])

    @property
    def first(self) -> list[BoundField]:
        """What every meeting says."""
        return [each for each in self.visible_fields() if each.name not in MORE]

    @property
    def more(self) -> list[BoundField]:
        """What is folded away."""
        return [self[name] for name in MORE if name in self.fields]

    def clean_agenda_days(self) -> int:
        """As many as are usual, where nobody says."""
        days = self.cleaned_data["agenda_days"]
        return USUAL_DAYS if days is None else int(days)

    def clean_link(self) -> str:
        """An address that a browser can go to."""
        return as_link(self.cleaned_data["link"])

    def clean(self) -> dict[str, Any]:
        """A time that is known has a day and an hour."""
        told = super().clean()
        if told.get("when") == self.KNOWN:
            asked = ("day", "clock", *(["times"] if told.get("again") else []))
            for name in asked:
                if name in told and not told[name]:
                    self.add_error(name, self.fields[name].error_messages["required"])
        return told

    @property
    def told(self) -> dict[str, Any]:
        """What was told, as the action takes it. Only for a valid form."""
        given = super().told
        starts_at = given.get("starts_at") if given["when"] == self.KNOWN else None
        names = ("circle", "title", "why", "kind", "minutes", "venue", "link", "agenda_days")
        told = {name: given[name] for name in names}
        if starts_at and given["again"]:
            return told | {"series": self.series}
        return told | {"starts_at": starts_at, "zone": self.zone}

    @property
    def series(self) -> Series:
        """The days on which it comes again."""
        given = self.cleaned_data
        first, again = given["day"], given["again"]
        rhythm: EveryWeeks | OfTheMonth
        if again == "twice":
            # The second of two is two weeks on: (1, 3) or (2, 4).
            turn = min(turns_of(first)[0], 4)
            rhythm = OfTheMonth(tuple(sorted({turn, turn + 2 if turn < 3 else turn - 2})))
        elif again == "month":
            rhythm = OfTheMonth((turns_of(first)[0],))
        else:
            rhythm = EveryWeeks(int(again))
        return Series(first, given["clock"], self.zone, rhythm, count=given["times"])


class AfterForm(PlanForm):
    """A gathering right after a meeting: only what may well be otherwise is asked."""

    KEPT = {
        "kind": Kind.GATHERING,
        "when": PlanForm.KNOWN,
        "again": "",
        "link": "",
        "agenda_days": USUAL_DAYS,
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leave_out(self, *self.KEPT, "times")
        for name in ("day", "clock"):
            field(self, name).label = At.base_fields[name].label
            field(self, name).required = True

    def clean(self) -> dict[str, Any]:
        """What is not asked is known."""
        self.cleaned_data |= self.KEPT
        return super().clean()


def as_link(link: str) -> str:
    """An address that begins with http, also where somebody left that out."""
    if link and "://" not in link:
        link = f"https://{link}"
    if link and not link.startswith(("https://", "http://")):
        raise ValidationError(_("This is no address of a page. It begins with https://."))
    return link


FOLLOWING = "following"


class MoveForm(VersionedForm, At):
    """Another time or place, and why."""

    venue = Thing(label=_("Where?"), required=False)
    reason = WordsField(label=_("Why is it moved?"), rows=3, limit=2_000)

    def __init__(
        self, *args: Any, venues: Iterable[Venue], zone: str, others_follow: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone
        field(self, "venue").among(venues, none=NO_VENUE)
        if others_follow:
            self.fields["which"] = ChoiceField(
                label=_("Which meetings?"),
                choices=[
                    ("", _("Only this one")),
                    (FOLLOWING, _("This one and all that follow it")),
                ],
                required=False,
            )
            self.order_fields(["day", "clock", "venue", "which", "reason"])

    @property
    def does_follow(self) -> bool:
        """Whether all that follow it are moved, too. Only for a valid form."""
        return self.cleaned_data.get("which") == FOLLOWING


class CallOffForm(Form):
    """Why it does not take place."""

    reason = WordsField(label=_("Why does it not take place?"), rows=3, limit=2_000)


class VenueForm(VersionedForm):
    """A place, and what somebody needs to know before they come."""

    name = NameField(label=_("What is it called?"), limit=120)
    address = WordsField(label=_("Where is it?"), rows=2, limit=1_000, required=False)
    travel = WordsField(
        label=_("How does one get there, and what does that cost?"),
        rows=2,
        limit=1_000,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (question, _yes, _no) in FACTS.items():
            self.fields[name] = ChoiceField(
                label=question,
                choices=[(Known.YES, _("Yes")), (Known.NO, _("No")), ("", _("I do not know"))],
                required=False,
            )
        self.fields["more"] = WordsField(
            label=_("What else should somebody know before they come?"),
            rows=2,
            limit=2_000,
            required=False,
        )
        self.fields["link"] = NameField(
            label=_("A link for those who take part from elsewhere"), limit=500, required=False
        )

    def clean_link(self) -> str:
        """An address that a browser can go to."""
        return as_link(self.cleaned_data["link"])

    @property
    def told(self) -> dict[str, Any]:
        """What was told, as the action takes it. Only for a valid form."""
        return {name: said for name, said in self.cleaned_data.items() if name != "version"}


class OfferTimeForm(At, Beside):
    """A time at which it could be."""

    name = "time"

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone


class OfferVenueForm(Beside):
    """A place where it could be."""

    name = "venue"

    venue = Thing(label=_("Which place?"))

    def __init__(self, *args: Any, venues: Iterable[Venue], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field(self, "venue").among(venues)
