"""Hounslow: who rests for a month, who comes in later, and who goes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from evenweave.agreements import jobs as arriving
from evenweave.agreements.actions import arrivals, buddies, handovers, partings, steps
from evenweave.agreements.actions.agreeing import answer_question, ask, settle_question
from evenweave.agreements.models import ArrivalMark, Buddy, HandOverPart, StepKind
from evenweave.agreements.models.arrivals import step_id
from evenweave.demo.cast import BY_SLUG
from evenweave.demo.chapters import Chapter
from evenweave.demo.hounslow_meets import AFTERWARDS, slug_of
from evenweave.meetings.actions import roles
from evenweave.people import actions as people
from evenweave.people.models import Person
from evenweave.projects.actions import inviting, leaving, phases
from evenweave.projects.models import Invitation, Stage

TRYING = date(2015, 10, 1), date(2015, 12, 2)
GOES_ON = date(2015, 10, 30)
PLACES = "Knowing the places: who has the keys, and whom to ring"
THANKS = {
    "gwen": "You always held the door, and made nothing of it.",
    "nadia": "You saw that three hopes could be one.",
    "dev": "I learnt more from your list than from my books.",
}
PORTFOLIO = (
    "I drew a map of places that are open anyway, with people who know them. I named what pulled "
    "apart, and helped to settle it. I learnt to wait until the quiet ones had spoken."
)


class ComingAndGoing(Chapter):
    """Lena rests and is back, Tessa comes, Jomo goes, and Uma comes in for him."""

    def plan(self) -> None:
        """Who is there when."""
        self.plan_a_rest()
        self.plan_tessa()
        self.plan_jomo_and_uma()

    def follow(self) -> None:
        """The program sees what changed for whom, as it does every few minutes."""
        arriving.arrivals(self.a_turn())

    # A month of rest

    def plan_a_rest(self) -> None:
        """July; and once more when all is done."""
        self.on(6, 22, self.be_away_in_july)
        self.on(6, 30, self.rest)
        self.on(8, 3, self.come_back)
        self.on(11, 20, self.rest)

    def be_away_in_july(self) -> None:
        """Lena says that she has no turns then. It counts against nobody."""
        told: dict[str, Any] = {"by": self.by("lena"), "at": self.now()}
        months = [date(2015, 7, 1)]
        roles.say_away(circle=self.group, member=self.member("lena"), months=months, **told)

    def rest(self) -> None:
        """One tap, and no reason."""
        lena = Person.objects.get(id=BY_SLUG["lena"].id)
        people.rest(person=lena, by=self.by("lena"), at=self.now())

    def come_back(self) -> None:
        """One tap."""
        lena = Person.objects.get(id=BY_SLUG["lena"].id)
        people.stop_resting(person=lena, by=self.by("lena"), at=self.now())

    # One more comes in

    def plan_tessa(self) -> None:
        """Asked in by the group, she comes in August, with somebody to ask and somebody to help."""
        self.on(7, 22, self.be_ready_for_somebody)
        self.on(8, 10, self.welcome_tessa)
        self.on(8, 11, self.accept_buddies)
        self.on(8, 12, self.ask_whether_silence_counts)
        self.on(8, 13, self.answer_tessa)

    def be_ready_for_somebody(self) -> None:
        """Four would be a buddy, and Ben walks round the hall with whoever is new."""
        for slug in ("gwen", "hamid", "carys", "priya"):
            told: dict[str, Any] = {"by": self.by(slug), "at": self.now()}
            buddies.be_willing(member=self.member(slug), **told)
        steps.add_step(
            project=self.project,
            title="A walk round the hall",
            words="Ben shows you the doors, the quiet room and the kettle.",
            link="",
            by=self.by("ben"),
            at=self.now(),
        )

    def welcome_tessa(self) -> None:
        """She has no e-mail, so there is a card. Hamid helps her write; Gwen is there to ask."""
        tessa = BY_SLUG["tessa"]
        self.come_in("tessa", Invitation.Kind.CARD)
        self.story.let_help(tessa, BY_SLUG["hamid"])
        member, by = self.member("tessa"), self.by("tessa")
        buddies.choose_buddy(newcomer=member, buddy=self.member("gwen"), by=by, at=self.now())
        arrivals.keep_hopes(
            member=member,
            hopes="That it is like the picture on the card.",
            fears="That I have to read aloud.",
            expects="Tea.",
            is_shared=True,
            version=0,
            by=by,
            at=self.now(),
        )
        self.go_the_way_in("tessa", StepKind.STORY, StepKind.AGREEMENT, StepKind.HOPES)

    def come_in(self, slug: str, kind: str) -> None:
        """By an invitation of their own, with all that anybody says who arrives."""
        role, at = BY_SLUG[slug], self.now()
        invitation = inviting.invite(
            project=self.project,
            kind=kind,
            most_uses=1,
            email=role.address,
            circle=self.group,
            expires_at=at + timedelta(days=14),
            by=self.by("ruth"),
            at=at,
        )
        self.story.come_in(role, invitation)
        self.story.say_how_to_reach(role)
        self.story.say_what_they_bring(role)
        self.story.meetings.say_what_they_take(slug)
        self.follow()

    def go_the_way_in(self, slug: str, *kinds: StepKind) -> None:
        """They read the story so far, and what else they like, and go on or not."""
        told: dict[str, Any] = {"by": self.by(slug), "at": self.now()}
        for kind in kinds:
            step = step_id(self.project.id, kind)
            done = ArrivalMark.What.DONE
            arrivals.mark_step(member=self.member(slug), step=step, what=done, **told)
        self.story.agreeing.agrees(slug)

    def accept_buddies(self) -> None:
        """Whoever was asked says yes."""
        waiting = Buddy.objects.going_on().filter(accepted_at=None)
        for pair in waiting.select_related("buddy", "newcomer__project"):
            if pair.buddy is not None and pair.buddy.person_id is not None:
                by = self.by(slug_of(pair.buddy))
                buddies.accept_buddy(pair=pair, by=by, at=self.now())

    def ask_whether_silence_counts(self) -> None:
        """Hamid writes it for her."""
        self.question = ask(
            project=self.project,
            words="May I come, and say nothing?",
            by=self.by("tessa", helper="hamid"),
            at=self.now(),
        )

    def answer_tessa(self) -> None:
        """Ben knows it."""
        answer_question(
            question=self.question,
            words="Yes. I did so three times. You are here, and that counts.",
            by=self.by("ben"),
            at=self.now(),
        )
        settle_question(question=self.question, by=self.by("tessa"), at=self.now())

    # One goes, and another comes in for him

    def plan_jomo_and_uma(self) -> None:
        """He tells it early; they have two weeks together; he is thanked when he goes."""
        self.on(9, 16, self.date_the_trying, AFTERWARDS)
        self.on(10, 1, self.follow)
        self.on(9, 28, self.tell_that_he_goes)
        self.on(10, 19, self.welcome_uma)
        self.on(10, 20, self.accept_buddies)
        self.on(10, 22, self.hand_on, AFTERWARDS)
        self.on(10, 23, lambda: self.take("uma", 1))
        self.on(10, 26, lambda: self.take("ben", 2), AFTERWARDS)
        self.on(10, 28, self.thank_jomo)
        self.on(10, 30, self.go, AFTERWARDS)
        self.on(11, 4, lambda: self.take("carys", 3), AFTERWARDS)

    def date_the_trying(self) -> None:
        """What was designed is tried from October on."""
        starts_on, ends_on = TRYING
        phases.change_phase(
            phase=self.project.phases.get(stage=Stage.DOING),
            name="Trying it out",
            starts_on=starts_on,
            ends_on=ends_on,
            by=self.by("ruth"),
            at=self.now(),
        )

    def tell_that_he_goes(self) -> None:
        """Another borough, and a shorter way home."""
        told: dict[str, Any] = {"by": self.by("jomo"), "at": self.now()}
        partings.tell_going(member=self.member("jomo"), goes_on=GOES_ON, **told)

    def welcome_uma(self) -> None:
        """She lets the program find somebody to ask."""
        self.come_in("uma", Invitation.Kind.EMAIL)
        told: dict[str, Any] = {"by": self.by("uma"), "at": self.now()}
        buddies.ask_to_be_matched(newcomer=self.member("uma"), **told)
        self.go_the_way_in("uma", StepKind.STORY, StepKind.AGREEMENT, StepKind.MEETING)

    def hand_on(self) -> None:
        """In parts: one for Uma, one for Ben, and one for whoever will."""
        uma, ben = self.members("uma", "ben")
        parts = [
            ("The list of places, and the people there", uma),
            ("Ringing the allotments before it rains", ben),
            ("Telling the council how it goes", None),
        ]
        told: dict[str, Any] = {"what": PLACES, "parts": parts, "until_on": None}
        handovers.hand_on(project=self.project, by=self.by("jomo"), at=self.now(), **told)

    def take(self, slug: str, position: int) -> None:
        """Somebody says yes to a part."""
        part = HandOverPart.objects.get(hand_over__project=self.project, position=position)
        handovers.take_part(part=part, by=self.by(slug), at=self.now())
        self.follow()

    def thank_jomo(self) -> None:
        """A few words from some of them; he lets all read one, and keeps what he did."""
        jomo, by = self.member("jomo"), self.by("jomo")
        said = [
            partings.thank(to=jomo, words=words, by=self.by(slug), at=self.now())
            for slug, words in THANKS.items()
        ]
        partings.show_thanks(thanks=said[0], is_shown=True, by=by, at=self.now())
        partings.choose_name(member=jomo, named="Jomo, a social worker", by=by, at=self.now())
        partings.keep_portfolio(member=jomo, words=PORTFOLIO, version=0, by=by, at=self.now())

    def go(self) -> None:
        """He goes, and would like to hear what becomes of it."""
        jomo, by = self.member("jomo"), self.by("jomo")
        leaving.leave_project(member=jomo, hand_over={}, wants_news=True, by=by, at=self.now())
