"""The way of an idea as its page tells it: raised, heard, answered, told; who, where and when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evenweave.ideas.models import Answer, Hearing, Holder, Idea, State

ORDER = [State.RAISED, State.HEARD, State.COUNTED, State.TOLD]
LABELS = [
    *(gettext_lazy("Raised"), gettext_lazy("Heard")),
    *(gettext_lazy("Answered"), gettext_lazy("Told")),
]


@dataclass(frozen=True, slots=True)
class Step:
    """A step, as the kit's steps show it."""

    words: str | Promise
    more: str | SafeString
    state: str


@dataclass(frozen=True, slots=True)
class Way:
    """What is known of an idea's way. `names` are those of people who wrote things down."""

    idea: Idea
    holders: Sequence[Holder]
    hearings: Sequence[Hearing]
    answers: Sequence[Answer]
    names: Mapping[UUID, str]

    @property
    def steps(self) -> list[Step]:
        """Each step: what is done, where it stands now, and what is to come."""
        reached = ORDER.index(State(self.idea.state))
        mores = [self.raised(), self.heard(reached), self.answered(reached), self.told(reached)]
        states = ["done" if place <= reached else "" for place in range(len(ORDER))]
        if reached + 1 < len(ORDER):
            states[reached + 1] = "now"
        return [Step(*each) for each in zip(LABELS, mores, states, strict=True)]

    def raised(self) -> SafeString:
        """By whom, and when."""
        if self.idea.is_unnamed:
            return said(
                _("Somebody of the team, without a name. It came on {day}."),
                day=on(self.idea.raised_at),
            )
        author = next((each.member.called for each in self.holders if each.is_author), None)
        told = _("{who}, on {day}.")
        if self.idea.helper_id:
            told = _("{who}, on {day}. A helper wrote it down.")
        return said(told, who=author or _("a former member"), day=on(self.idea.raised_at))

    def heard(self, reached: int) -> SafeString | str:
        """Where, and who wrote that down; or where it waits."""
        if self.hearings:
            lines = [self.hearing(each) for each in self.hearings]
            return format_html_join(" ", "{}", ((line,) for line in lines))
        return self.waits() if not reached else _("It was heard when it was answered.")

    def hearing(self, hearing: Hearing) -> SafeString:
        """One place where it was heard; or that its words were taken back."""
        told = _("{where}. {who} wrote it down on {day}.")
        if not hearing.where:
            told = _("Taken back by its author. {who} had written it down on {day}.")
        return said(
            told,
            where=hearing.where.rstrip(". "),
            who=self.called(hearing.said_by),
            day=on(hearing.heard_at),
        )

    def answered(self, reached: int) -> SafeString | str:
        """What became of it, by whose account; or that it waits, perhaps again."""
        if reached >= ORDER.index(State.COUNTED):
            last = self.answers[-1]
            return said(
                _("{how}. {who} wrote it down on {day}."),
                how=last.get_how_display(),
                who=self.called(last.said_by),
                day=on(last.said_at),
            )
        if reached and self.answers:
            return format_html(
                "{} {}", _("It is open again: something else was meant."), self.waits()
            )
        return self.waits() if reached else ""

    def waits(self) -> SafeString:
        """Where it is seen to: everybody's, or somebody's who said so."""
        member, circle = self.idea.seen_to_by, self.idea.circle
        if member is not None:
            return said(_("{who} sees to it that it is answered."), who=member.called)
        if circle.is_everybody or circle.ended_at is not None:
            return format_html("{}", _("This waits for the next agenda of everybody."))
        return said(_("This waits for the next agenda of “{circle}”."), circle=circle.name)

    def told(self, reached: int) -> SafeString | str:
        """Who said that it is what they meant, and who was asked."""
        if reached < ORDER.index(State.COUNTED):
            return ""
        yes = [each.member.called for each in self.holders if each.is_it]
        asked = [each.member.called for each in self.holders if each.is_it is None and here(each)]
        lines = []
        if yes:
            lines.append(format_html(_("“Yes, that is it”: {}."), listed(yes)))
        if asked and reached < ORDER.index(State.TOLD):
            lines.append(
                format_html(_("Told, and asked if it is what they meant: {}."), listed(asked))
            )
        return format_html_join(" ", "{}", ((line,) for line in lines))

    def called(self, person_id: UUID) -> str:
        """What somebody is called today."""
        return self.names.get(person_id) or _("a former member")


def here(holder: Holder) -> bool:
    """Whether somebody is in the project now."""
    return holder.member.is_present


def said(told: str, **words: str) -> SafeString:
    """A sentence about people, each name in its own writing direction."""
    return format_html(
        told, **{key: format_html("<bdi>{}</bdi>", word) for key, word in words.items()}
    )


def listed(names: Iterable[str]) -> SafeString:
    """Names, with commas."""
    return format_html_join(", ", "<bdi>{}</bdi>", ((name,) for name in names))


def on(moment: datetime) -> str:
    """A day in words."""
    return date_format(localtime(moment), _("j F Y"))
