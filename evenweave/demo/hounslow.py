"""Hounslow, 2015: a working group comes together to design something close to home.

It is told by ordinary actions under a simulated clock. People and words are made up; the shape of
the group, its limit and its months are those of the published case.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import NAMESPACE_DNS, uuid5

from evenweave.common import actors
from evenweave.common.actors import Actor
from evenweave.common.clock import SimulatedClock
from evenweave.demo.cast import BRENTFORD, BY_SLUG, FELTHAM, HOUNSLOW, Role
from evenweave.demo.chapters import Diary
from evenweave.demo.hounslow_agrees import Agreeing
from evenweave.demo.hounslow_comes_and_goes import ComingAndGoing
from evenweave.demo.hounslow_decides import Deciding
from evenweave.demo.hounslow_hands_over import HandingOver
from evenweave.demo.hounslow_meets import Meetings
from evenweave.demo.hounslow_says import Saying
from evenweave.demo.hounslow_says_it import SayingIt
from evenweave.people import actions as people
from evenweave.people.models import Person
from evenweave.projects.actions import (
    capabilities,
    circles,
    expertise,
    founding,
    inviting,
    joining,
    limits,
    phases,
)
from evenweave.projects.models import Capability, Circle, Invitation, Member, Project, Stage

SLUG = "hounslow"
ID = uuid5(NAMESPACE_DNS, "hounslow.projects.example")
BEGINS = datetime(2015, 5, 12, 9, 30, tzinfo=UTC)
FIRST_DAY, FIRST_MEETING, LAST_DAY = date(2015, 5, 12), date(2015, 6, 3), date(2015, 12, 2)
LAST_OF_DESIGN = date(2015, 9, 30)
A_DAY = timedelta(days=1)
SOME_TIME = timedelta(minutes=3)

PURPOSE = (
    "Together we design support close to home for people in Hounslow who have had mental health "
    "problems for a long time. It should feel like knowing people, not like being a case."
)
WHO = "People who have been there and their carers, people whose job it is, and researchers."
PAY = (
    "£25 an hour for everybody who is not paid by their job to be here, and your fare. "
    "Reading counts."
)
FIRST = "At ten, in the room at the health centre. Ring at the door. There is lunch after."
LIGHT = "What we design must be light on money and people. There is no large budget to come."
DANGER = "If somebody may be in danger, we have to tell. We say so before, and to the person."


class Story:
    """The example while it is told: the project, its clock, and who is in it."""

    def __init__(self) -> None:
        self.clock = SimulatedClock(BEGINS)
        self.diary = Diary(self.clock)
        self.project: Project
        self.group: Circle

    def now(self) -> datetime:
        """A few minutes later."""
        return self.clock.pass_time(SOME_TIME)

    def next_day(self) -> None:
        """The next morning comes; nobody here does anything at night."""
        now = self.clock.now()
        morning = now.replace(hour=BEGINS.hour, minute=BEGINS.minute) + timedelta(days=1)
        self.clock.pass_time(morning - now)

    def tell(self) -> Project:
        """From the first words to an open date: a spring of coming together, and then the diary."""
        self.begin()
        self.invite()
        for role in HOUNSLOW:
            self.arrive(role)
        self.trust()
        self.say_limits()
        self.ask_about_money()
        self.take_up_the_craft_table()
        self.lend_a_hand()
        self.open_the_diary()
        self.diary.play()
        return self.project

    def open_the_diary(self) -> None:
        """What is said, agreed, decided and done from June on: each part knows its days."""
        self.meetings, self.saying = Meetings(self), Saying(self)
        self.agreeing, self.deciding = Agreeing(self), Deciding(self)
        parts = [self.agreeing, self.meetings, self.saying, self.deciding]
        for chapter in [*parts, SayingIt(self), ComingAndGoing(self), HandingOver(self)]:
            chapter.plan()

    def begin(self) -> None:
        """Amina answers four questions, and the group gets its name for itself."""
        amina = BY_SLUG["amina"]
        self.add(amina)
        self.project = founding.found_project(
            name="Hounslow Wellbeing Network",
            purpose=PURPOSE,
            who_words=WHO,
            first_meeting_words=FIRST,
            first_meeting_on=FIRST_MEETING,
            project_id=ID,
            slug=SLUG,
            is_example=True,
            by=by(amina),
            at=self.now(),
        )
        self.say_more(amina)
        self.date(amina, Stage.PRIORITIES, "Coming together", FIRST_DAY, FIRST_MEETING - A_DAY)
        self.date(amina, Stage.DESIGN, "Design", FIRST_MEETING, LAST_OF_DESIGN)
        self.group = circles.add_circle(
            project=self.project,
            name="The working group",
            word="group",
            by=by(amina),
            at=self.now(),
        )

    def say_more(self, role: Role) -> None:
        """Who asked, who pays, and where it happens."""
        founding.tell_more(
            project=self.project,
            version=self.project.version,
            name=self.project.name,
            purpose=self.project.purpose,
            organisation="Open Doors Hounslow",
            funder="The borough’s health commissioners",
            question_set_by="The commissioners asked. The group puts it into its own words.",
            pay_words=PAY,
            first_meeting_words=self.project.first_meeting_words,
            first_meeting_on=self.project.first_meeting_on,
            starts_on=FIRST_MEETING,
            ends_on=LAST_DAY,
            sites=[BRENTFORD, FELTHAM],
            is_light=False,
            by=by(role),
            at=self.now(),
        )

    def date(self, role: Role, stage: str, name: str, starts_on: date, ends_on: date) -> None:
        """One of the nine stages gets its own name and its days; the others wait."""
        phases.change_phase(
            phase=self.project.phases.get(stage=stage),
            name=name,
            starts_on=starts_on,
            ends_on=ends_on,
            by=by(role),
            at=self.now(),
        )

    def invite(self) -> None:
        """A link for most; whoever has no e-mail is given a printed card."""
        self.link = self.way_in(Invitation.Kind.LINK, None)

    def way_in(self, kind: str, most_uses: int | None) -> Invitation:
        """An invitation into the working group."""
        at = self.now()
        return inviting.invite(
            project=self.project,
            kind=kind,
            most_uses=most_uses,
            circle=self.group,
            expires_at=at + timedelta(days=60),
            by=by(BY_SLUG["amina"]),
            at=at,
        )

    def add(self, role: Role) -> None:
        """One of the cast comes to be, by their own word."""
        people.add_person(
            name=role.name,
            email=role.address,
            phone=role.phone,
            person_id=role.id,
            by=by(role),
            at=self.now(),
        )

    def arrive(self, role: Role) -> None:
        """They come in, say how to reach them and what they bring, and look round."""
        if role.slug != "amina":
            self.next_day()
            self.come_in(role, self.link if role.email else self.way_in(Invitation.Kind.CARD, 1))
        self.say_how_to_reach(role)
        self.say_what_they_bring(role)

    def come_in(self, role: Role, invitation: Invitation) -> None:
        """They are a person here, and a member."""
        self.add(role)
        joining.join_project(invitation=invitation, by=by(role), at=self.now())

    def say_how_to_reach(self, role: Role) -> None:
        """Their pronouns, when not to ring, and what they are good at."""
        person = Person.objects.get(id=role.id)
        if role.pronouns:
            people.rename_person(
                person=person,
                name=role.name,
                pronouns=role.pronouns,
                version=person.version,
                by=by(role),
                at=self.now(),
            )
            person.refresh_from_db()
        if role.phone or role.post or role.not_when:
            people.change_reach(
                person=person,
                reach_by="email" if role.email else "phone" if role.phone else "post",
                phone=role.phone,
                post=role.post,
                not_when=role.not_when,
                version=person.version,
                by=by(role),
                at=self.now(),
            )
        for kind, words in role.gifts:
            people.add_gift(
                person=person, kind=kind, words=words, is_shared=True, by=by(role), at=self.now()
            )

    def say_what_they_bring(self, role: Role) -> None:
        """Their expertise and title, where they take part, and what would make it worth it."""
        member = self.member(role)
        brings = [self.project.expertises.get(name=name) for name in role.brings]
        expertise.say_expertise(
            member=member,
            version=member.version,
            brings=brings,
            seat=brings[0],
            is_shown=True,
            role_title=role.title,
            by=by(role),
            at=self.now(),
        )
        site = self.project.sites.get(name=role.site)
        circles.choose_sites(member=member, sites=[site], by=by(role), at=self.now())
        joining.finish_arriving(member=member, worth_it=role.worth_it, by=by(role), at=self.now())

    def member(self, role: Role) -> Member:
        """One of the cast in the project."""
        return self.project.members.present().get(person_id=role.id)

    def trust(self) -> None:
        """Two coordinate, so that neither is needed always; one sees to the money."""
        self.next_day()
        for slug, kind in [
            ("ruth", Capability.Kind.COORDINATOR),
            ("esther", Capability.Kind.PAYER),
        ]:
            capabilities.give_capability(
                member=self.member(BY_SLUG[slug]), kind=kind, by=by(BY_SLUG["amina"]), at=self.now()
            )

    def say_limits(self) -> None:
        """What was fixed before anybody came. It is said at the start, and by those who hold it."""
        self.next_day()
        nadia = BY_SLUG["nadia"]
        self.light = limits.say_limit(
            project=self.project,
            words=LIGHT,
            holder="Nadia’s commissioning group",
            holder_member=self.member(nadia),
            since=date(2015, 4, 1),
            by=by(nadia),
            at=self.now(),
        )
        limits.say_limit(
            project=self.project,
            words="It is for people who live in the borough of Hounslow.",
            holder="The commissioning group",
            since=date(2015, 4, 1),
            by=by(nadia),
            at=self.now(),
        )
        limits.say_limit(
            project=self.project,
            words=DANGER,
            holder="The law",
            by=by(BY_SLUG["carys"]),
            at=self.now(),
        )

    def ask_about_money(self) -> None:
        """Iris asks how little is little, and is answered."""
        question = limits.ask_holder(
            limit=self.light,
            words="How little is little? Could one person be paid for two days a week?",
            by=by(BY_SLUG["iris"]),
            at=self.now(),
        )
        self.next_day()
        limits.reply_to_question(
            question=question,
            reply="Yes, one person for two days. I can argue for that. For two people I cannot.",
            by=by(BY_SLUG["nadia"]),
            at=self.now(),
        )

    def take_up_the_craft_table(self) -> None:
        """Gwen’s idea is taken up: some things are easier to say over wool."""
        self.table = circles.add_circle(
            project=self.project,
            name="The craft table",
            word="table",
            by=by(BY_SLUG["gwen"]),
            at=self.now(),
        )
        for slug in ["amina", "lena", "marek"]:
            role = BY_SLUG[slug]
            circles.join_circle(
                circle=self.table, member=self.member(role), by=by(role), at=self.now()
            )

    def lend_a_hand(self) -> None:
        """Omar is often away from his desk, so Priya may act for him."""
        omar, priya = BY_SLUG["omar"], BY_SLUG["priya"]
        self.let_help(omar, priya)
        circles.join_circle(
            circle=self.table,
            member=self.member(omar),
            by=actors.helper(priya.id, for_person=omar.id),
            at=self.now(),
        )

    def let_help(self, role: Role, other: Role) -> None:
        """Somebody asks another to act for them, and they say yes."""
        person, helper = Person.objects.get(id=role.id), Person.objects.get(id=other.id)
        helping = people.ask_helper(person=person, helper=helper, by=by(role), at=self.now())
        people.accept_helping(helping=helping, helper=helper, by=by(other), at=self.now())


def by(role: Role) -> Actor:
    """One of the cast, acting."""
    return actors.person(role.id)
