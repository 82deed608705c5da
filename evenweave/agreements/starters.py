"""Words to begin with: what teams like to have said early, to be changed before anybody agrees."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evenweave.agreements.drafting import Draft
from evenweave.agreements.models import Change, Sort


@dataclass(frozen=True, slots=True)
class Starter:
    """A topic, with words that a team can make its own."""

    topic: str
    title: Promise
    words: Promise
    why: Promise

    @property
    def draft(self) -> Draft:
        """The clause that it begins."""
        return Draft(
            Change.What.NEW, Sort.WAY, str(self.title), str(self.words), str(self.why), self.topic
        )


STARTERS: Sequence[Starter] = (
    Starter(
        "deciding",
        _("How we decide"),
        _(
            "We say beforehand how a thing will be decided, and by whom. "
            "We look for what all of us can live with. Nobody’s silence counts as a yes. "
            "What we decided, and why, is written down where all of us can read it."
        ),
        _("Who decides is where power is. It should never be a surprise."),
    ),
    Starter(
        "roles",
        _("Sharing the roles"),
        _(
            "Chairing, taking notes, keeping time and making tea go round. "
            "Anybody may say no, or learn it with somebody. "
            "We count the work that nobody sees."
        ),
        _("Whoever always chairs ends up deciding."),
    ),
    Starter(
        "meetings",
        _("Our meetings"),
        _(
            "We choose together when and where we meet. "
            "What we will talk about is sent a week before. "
            "We begin with how people are, and with what happened last time. "
            "There are breaks. One person speaks at a time, and we ask before we give advice."
        ),
        _("So that everybody can prepare, come in, and be heard."),
    ),
    Starter(
        "words",
        _("Words we use and avoid"),
        _(
            "We use plain words. Whoever uses a short form says what it means. "
            "We keep a list of words that some of us do not want to hear, and say why."
        ),
        _("Words can shut people out, or put them in a box."),
    ),
    Starter(
        "disagreeing",
        _("When we disagree"),
        _(
            "It is all right to disagree, and to say when somebody pulls rank. "
            "We speak about what was done, not about what somebody is. "
            "Anybody may ask for a pause. What stays open, we write down as open."
        ),
        _("A team that never disagrees is often one where somebody does not dare to."),
    ),
    Starter(
        "time",
        _("Time"),
        _(
            "We plan for the time that things take, and for life getting in the way. "
            "Nobody has to say why they rest. "
            "Deadlines are told early, and moved openly when they must be."
        ),
        _("Hurry hands the work back to those who are paid to hurry."),
    ),
    Starter(
        "pay",
        _("Pay"),
        _(
            "Time is paid for: meetings, reading before them, and writing after. "
            "What is paid is told before anybody says yes. "
            "Costs are paid beforehand where somebody asks. Nobody has to take money."
        ),
        _("Some of us are paid to be here. The others’ time is worth no less."),
    ),
    Starter(
        "credit",
        _("Credit"),
        _(
            "Whoever worked on something is named with it, in the way they like, or not at all. "
            "We agree on this before we write. Talks are given by different people."
        ),
        _("Names open doors. They belong to all who did the work."),
    ),
    Starter(
        "confidentiality",
        _("What stays here"),
        _(
            "What people tell of their lives stays in the room, unless they say otherwise. "
            "What we decide can be told. If somebody is in danger, we get help, and say so to them."
        ),
        _("People can only bring what they know if it is safe here."),
    ),
    Starter(
        "access",
        _("Coming in, and taking part"),
        _(
            "We ask each person what helps them, and then we do it. "
            "Nobody has to explain. We look at the room, the way there, the words and the times."
        ),
        _("Whoever cannot come in cannot decide."),
    ),
    Starter(
        "looking-after",
        _("Looking after each other"),
        _(
            "Before hard topics somebody says so. "
            "Anybody may step out, and comes back when they like. "
            "After a hard meeting we ring whoever wants it. "
            "There is somebody to talk to outside the team."
        ),
        _("This work can touch what hurts."),
    ),
    Starter(
        "data",
        _("What we keep"),
        _(
            "We keep no more about people than the work needs, and say where it is. "
            "Each of us can see what is kept about them, and have it taken out. "
            "What people tell as part of the study is kept apart from what we say as a team."
        ),
        _("What is written down about people gives power over them."),
    ),
)
BY_TOPIC = {each.topic: each for each in STARTERS}
