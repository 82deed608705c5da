"""Who gets what from the pages of decisions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from evenweave.common import clock
from evenweave.common.actors import Actor
from evenweave.decisions import jobs
from evenweave.decisions.actions import unnamed
from evenweave.decisions.actions.closing import cast_vote, end_step
from evenweave.decisions.actions.outcomes import add_next_step, dissent, tell_outcome
from evenweave.decisions.actions.proposing import ask_to_propose
from evenweave.decisions.actions.room import agree_in_room, doubt_agreement
from evenweave.decisions.actions.rounds import take_position
from evenweave.decisions.actions.shaping import (
    begin_proposal,
    choose_way,
    open_decision,
    say_comment,
    shape_proposal,
)
from evenweave.decisions.actions.slips import vote_on_paper
from evenweave.decisions.actions.standing import set_rule
from evenweave.decisions.models import Decision, LoneDissent, Stance
from evenweave.decisions.ways import Preset, Step, StepKind, Way, of_preset
from evenweave.ideas.actions import agree_to_cover, ask_to_cover
from evenweave.jobs.vocabulary import NOTHING, Turn
from evenweave.jobs.worker import Worker
from evenweave.projects.models import Project
from tests import make
from tests.access import Row, Things, everybody, signed_in, team
from tests.make import AMINA, BEN, CARYS, DEV, FINN
from tests.sealed import lonely

READ_ONLY = WRITE_ONLY = everybody(405)
# A form with words from somebody who is not signed in: they get their words back.
TAKEN = team(302, nobody=403)
PRESSED = team(302)
MIXED = signed_in(404)
MIXED_TAKEN = signed_in(404, nobody=403)
AMINAS_TAKEN = team(409, amina=302, nobody=403)
AMINAS_PRESSED = team(409, amina=302)
BENS_PRESSED = team(409, ben=302)

Address = Callable[[Things], list[object]]
TALK, CONSENSUS = Step(StepKind.TALK), Step(StepKind.CONSENSUS)
VOTE = Step(StepKind.VOTE, quorum=0)
DAY, WEEK = timedelta(days=1), timedelta(days=7)
SIMPLE = {
    "preset": "simple-vote",
    "rounds": "2",
    "quorum": "50",
    "seats": "1",
    "dots": "5",
    "days": "7",
}


def ours(its: Things) -> list[object]:
    """Amina’s project."""
    return [its.ours.project.id]


def one(decision: Decision) -> list[object]:
    """The address of a decision."""
    return [decision.project_id, decision.id]


def proposal(project: Project, by: Actor = AMINA, *steps: Step, at: datetime | None = None) -> Any:
    """A proposal to everybody, by its rule if it is given one."""
    at = at or clock.now()
    circle = project.circles.get(is_everybody=True)
    made = begin_proposal(circle=circle, question="Shall we?", by=by, at=at)
    shape_proposal(
        decision=made, version=1, question="Shall we?", plain_summary="Yes or no.", by=by, at=at
    )
    if steps:
        choose_way(decision=made, way=Way(steps), by=by, at=at)
    return made


def opened(its: Things, *steps: Step, at: datetime | None = None) -> Decision:
    """Amina’s proposal, open at its first step."""
    at = at or clock.now()
    made: Decision = proposal(its.ours.project, AMINA, *(steps or (VOTE,)), at=at)
    open_decision(decision=made, closes_at=at + WEEK, by=AMINA, at=at)
    return made


def closed(its: Things) -> Decision:
    """A decision that is over: Ben said yes."""
    begun = clock.now() - WEEK
    made = opened(its, VOTE, at=begun)
    cast_vote(decision=made, paper={"choice": "yes"}, by=BEN, at=begun)
    end_step(decision=made, by=AMINA, at=clock.now())
    made.refresh_from_db()
    return made


def leads(its: Things) -> Step:
    """Dev decides, because the funder requires it."""
    return Step(StepKind.DECIDER, deciders=(its.ours.dev.id,), reason="the funder requires it")


def draft(its: Things) -> list[object]:
    """Amina’s proposal, not opened yet."""
    return one(proposal(its.ours.project))


def asks_ben(its: Things) -> list[object]:
    """The same; Ben is asked to propose it, too."""
    made = proposal(its.ours.project)
    ask_to_propose(decision=made, member=its.ours.ben, by=AMINA, at=clock.now())
    return one(made)


def told_by_ben(its: Things) -> list[object]:
    """A decision that is over, and of which Ben has said what came of it."""
    made = closed(its)
    tell_outcome(outcome=made.outcomes.get(), words="We go.", by=BEN, at=clock.now())
    return one(made)


def ready(its: Things) -> list[object]:
    """The same with a rule."""
    return one(proposal(its.ours.project, AMINA, VOTE))


def at_step(*steps: Step) -> Address:
    """A decision at the first of these steps."""
    return lambda its: one(opened(its, *steps))


def in_the_box(its: Things) -> list[object]:
    """A secret vote that takes papers."""
    made = opened(its, replace(VOTE, is_secret=True))
    work()
    return one(made)


def dev_on_paper(its: Things) -> list[object]:
    """A secret vote in which Dev votes on paper."""
    made = opened(its, replace(VOTE, is_secret=True))
    work()
    made.refresh_from_db()
    vote_on_paper(decision=made, by=DEV, at=clock.now())
    return one(made)


def with_slips(its: Things) -> list[object]:
    """The same, when its time is over: slips are to be counted."""
    made, over = dev_on_paper(its), clock.now() + 8 * DAY
    jobs.end_steps(Turn(NOTHING, over))
    return made


def with_locks(its: Things) -> list[object]:
    """A secret vote whose cards Amina, Ben and Carys keep; nobody has drawn theirs yet."""
    holders = (its.ours.amina.id, its.ours.ben.id, its.ours.carys.id)
    return one(opened(its, replace(VOTE, is_secret=True, holders=holders)))


def holders(status: int, nobody: int = 302) -> Any:
    """What the three get who keep a card; to others of the team there is no such page."""
    return team(status, dev=404, esther=404, nobody=nobody)


def with_too_few(its: Things) -> list[object]:
    """A secret vote in which nobody put a paper."""
    made, over = opened(its, replace(VOTE, is_secret=True)), clock.now() + 8 * DAY
    work()
    jobs.end_steps(Turn(NOTHING, over))
    work(over)
    return one(made)


def work(at: datetime | None = None) -> None:
    """The worker does what is due."""
    Worker(now=lambda: at or clock.now()).work()


def over(its: Things) -> list[object]:
    """A decision that is over."""
    return one(closed(its))


def waits_for_dev(its: Things) -> list[object]:
    """A decision that has come to Dev."""
    made = opened(its, TALK, leads(its))
    end_step(decision=made, by=AMINA, at=clock.now())
    return one(made)


def agreed(its: Things) -> list[object]:
    """Something that was agreed in the room."""
    circle = its.ours.project.circles.get(is_everybody=True)
    people = [its.ours.amina, its.ours.ben]
    words = "We meet on Tuesdays."
    return one(agree_in_room(circle=circle, words=words, people=people, by=AMINA, at=clock.now()))


def bens_worry(its: Things) -> list[object]:
    """A worry that Ben raised."""
    made = opened(its, CONSENSUS)
    said = take_position(
        decision=made, stance=Stance.WORRY, words="The bus.", by=BEN, at=clock.now()
    )
    return [*one(made), said.id]


def bens_yes(its: Things) -> list[object]:
    """Ben is for it, and says why."""
    made = opened(its, CONSENSUS)
    said = take_position(decision=made, stance=Stance.FOR, words="Yes.", by=BEN, at=clock.now())
    return [*one(made), said.id]


def bens_doubt(its: Things) -> list[object]:
    """Ben is not sure that it was agreed."""
    made = Decision.objects.get(pk=str(agreed(its)[1]))
    doubt_agreement(decision=made, words="Was it?", by=BEN, at=clock.now())
    return [*one(made), made.doubts.get().id]


def covered(kind: str, named: Address) -> Address:
    """The same decision, where Carys (practice) and Dev (research) have covered something."""

    def covered(its: Things) -> list[object]:
        project_id, decision_id, thing_id = named(its)
        asked = ask_to_cover(
            project=its.ours.project,
            kind=kind,
            thing_id=thing_id,  # type: ignore[arg-type]
            reason="It gives somebody away.",
            by=CARYS,
            at=clock.now(),
        )
        agree_to_cover(covering=asked, by=DEV, at=clock.now())
        return [project_id, decision_id]

    return covered


def of_kind(kind: str, named: Address) -> Address:
    """Something that could be covered, named by its kind."""
    return lambda its: [its.ours.project.id, f"decisions.{kind}", named(its)[-1]]


def his_comment(its: Things) -> list[object]:
    """What Finn said, under the address of Amina’s project."""
    made = proposal(its.his, FINN)
    said = say_comment(decision=made, words="Hm.", by=FINN, at=clock.now())
    return [its.ours.project.id, made.id, said.id]


def elsewhere(named: Address) -> Address:
    """The same thing, under the address of another decision of ours."""
    return lambda its: [*draft(its), named(its)[-1]]


def bens_comment(its: Things) -> list[object]:
    """Something that Ben said."""
    made = opened(its)
    return [*one(made), say_comment(decision=made, words="Hm.", by=BEN, at=clock.now()).id]


def bens_dissent(its: Things) -> list[object]:
    """Ben sees it otherwise."""
    made = closed(its)
    said = dissent(outcome=made.outcomes.get(), words="No.", by=BEN, at=clock.now())
    return [*one(made), said.id]


def nobodys_dissent(its: Things) -> list[object]:
    """Somebody sees it otherwise, and nobody knows who."""
    lonely.ready()
    made = closed(its)
    unnamed.dissent_unnamed(outcome=made.outcomes.get(), words="No.", by=BEN, at=clock.now())
    lonely.batch()
    return [*one(made), LoneDissent.objects.get(outcome__decision=made).id]


def over_and_ready(its: Things) -> list[object]:
    """Something decided; words without a name can be sealed."""
    lonely.ready()
    return over(its)


def a_next_step(its: Things) -> list[object]:
    """Something that follows, and that nobody does yet."""
    made = closed(its)
    step = add_next_step(decision=made, words="Book the hall", by=BEN, at=clock.now())
    return [*one(made), step.id]


def bens_circle(its: Things) -> list[object]:
    """A circle of Amina’s project; Ben is in it."""
    return [its.ours.project.id, make.circle(its.ours.project, "Panel", by=BEN).id]


def his_circle(its: Things) -> list[object]:
    """Finn’s circle, under the address of Amina’s project."""
    return [its.ours.project.id, make.circle(its.his, "Panel", by=FINN).id]


def his(its: Things) -> list[object]:
    """Finn’s proposal, under the address of Amina’s project."""
    return [its.ours.project.id, proposal(its.his, FINN).id]


def of_his(its: Things) -> list[object]:
    """The same, with something in it that is not there."""
    return [*his(its), its.ours.project.id]


def named_dev(its: Things) -> list[object]:
    """Amina’s project, whose rule names Dev to decide if nothing else does."""
    way = of_preset(
        Preset.CONSENSUS_VOTE_LEADS, deciders=[its.ours.dev.id], reason="the funder requires it"
    )
    set_rule(project=its.ours.project, circle=None, way=way, by=AMINA, at=clock.now())
    return ours(its)


def on_day(days: int) -> dict[str, str]:
    """A day from now, as its three boxes send it."""
    day = localdate(clock.now()) + timedelta(days=days)
    parts = {"day": day.day, "month": day.month, "year": day.year}
    return {f"closes_on_{part}": str(number) for part, number in parts.items()}


def read_only(name: str, arguments: Address = ours) -> Row:
    """A page that a team reads."""
    return Row(f"decisions:{name}", "Amina's", arguments, get=team(200), posted=READ_ONLY)


def form(name: str, arguments: Address, post: Any, posted: Any, thing: str = "Amina's") -> Row:
    """A page with a form."""
    return Row(f"decisions:{name}", thing, arguments, get=team(200), post=post, posted=posted)


def button(
    name: str, arguments: Address, posted: Any, post: Any = None, thing: str = "Ours"
) -> Row:
    """Something that is only sent."""
    return Row(
        f"decisions:{name}", thing, arguments, get=WRITE_ONLY, post=post or {}, posted=posted
    )


SHAPED = {"version": "2", "question": "Shall we go?", "protocol": "none"}
CHANGED = {"version": "2", "question": "Shall we?", "what_changed": "The day."}
BEGINNING = [
    *map(read_only, ["list", "rules", "new"]),
    form("project-rule", ours, SIMPLE, TAKEN),
    form("circle-rule", bens_circle, SIMPLE, team(409, ben=302, nobody=403), "Ben's"),
    Row(
        "decisions:circle-rule",
        "Finn's",
        his_circle,
        get=MIXED,
        post=SIMPLE,
        posted=MIXED_TAKEN,
    ),
    form(
        "room",
        ours,
        lambda its: {"words": "Cake.", "people": [str(its.ours.ben.id), str(its.ours.dev.id)]},
        TAKEN,
    ),
    form("propose", ours, {"question": "Shall we?"}, TAKEN),
    form(
        "urgent",
        named_dev,
        {"words": "No urn.", "reason": "Shock."},
        team(409, dev=302, nobody=403),
    ),
    form("doubt", agreed, {}, PRESSED),
    button("take-back-doubt", bens_doubt, BENS_PRESSED),
    button("take-back-doubt", elsewhere(bens_doubt), MIXED),
    button("again", over, PRESSED),
]
SHAPING = [
    form("shape", draft, SHAPED, AMINAS_TAKEN),
    form("way", draft, SIMPLE, AMINAS_TAKEN),
    form("open", ready, on_day(8), AMINAS_TAKEN),
    form("proposers", draft, lambda its: {"member": str(its.ours.carys.id)}, AMINAS_TAKEN),
    button("propose-too", asks_ben, BENS_PRESSED),
    button("decline", asks_ben, BENS_PRESSED),
    button("take-back", draft, AMINAS_PRESSED),
    button("throw-away", draft, AMINAS_PRESSED),
]
TAKING_PART = [
    read_only("decision", at_step(VOTE)),
    button("position", at_step(CONSENSUS), TAKEN, {"stance": "for"}),
    button("take-back-position", bens_yes, BENS_PRESSED),
    button("take-back-position", bens_worry, team(409)),
    button("take-back-position", elsewhere(bens_yes), MIXED),
    button("worry-answered", bens_worry, BENS_PRESSED),
    form("amend", at_step(CONSENSUS), CHANGED, AMINAS_TAKEN),
    read_only("round", lambda its: [*one(opened(its, CONSENSUS)), 1]),
    form("vote", at_step(VOTE), {"choice": "yes"}, TAKEN),
    read_only("sealed"),
    form("vote", in_the_box, {"choice": "yes"}, TAKEN, "Amina's secret"),
    read_only("slip", in_the_box),
    button("vote-on-paper", in_the_box, PRESSED),
    button("vote-here", dev_on_paper, team(409, dev=302)),
    form("count-slips", with_slips, {}, team(302, esther=409)),
    Row(
        "decisions:card",
        "Amina's",
        with_locks,
        get=holders(200),
        post={"code": "2F8K"},
        posted=holders(409, 403),
    ),
    button("draw-card", with_locks, holders(200)),
    button("card-file", with_locks, holders(200, 403), {"code": "2F8K"}),
    button("card-lost", with_locks, holders(409)),
    button("box-more-time", with_too_few, AMINAS_PRESSED),
    button("box-give-up", with_too_few, AMINAS_PRESSED),
    button("end-step", at_step(TALK, VOTE), AMINAS_PRESSED),
    form("extend", at_step(VOTE), on_day(20), AMINAS_TAKEN),
    button("say", at_step(VOTE), TAKEN, {"words": "Yes!"}),
    button("take-back-comment", bens_comment, BENS_PRESSED),
]
OUTCOMES = [
    form("decide", waits_for_dev, {"one": "yes", "reason": "R."}, team(409, dev=302, nobody=403)),
    form("outcome", over, {"words": "We go."}, TAKEN),
    read_only("votes", over),
    Row("decisions:votes", "Open", at_step(VOTE), get=signed_in(404), posted=READ_ONLY),
    button("take-back-telling", told_by_ben, BENS_PRESSED),
    button("dissent", over, TAKEN, {"words": "I do not."}),
    button("take-back-dissent", bens_dissent, BENS_PRESSED),
    form("dissent-without-name", over_and_ready, {"words": "I do not."}, team(200, nobody=403)),
    Row("decisions:dissent-without-name", "Open", at_step(VOTE), get=signed_in(404), posted=MIXED),
    button("add-next", over, TAKEN, {"words": "Book it."}),
    button("take-on-next", a_next_step, PRESSED),
    button("finish-next", a_next_step, PRESSED),
    button("take-back-next", a_next_step, BENS_PRESSED),
    button("take-back-next", elsewhere(a_next_step), MIXED),
    form("protocol", over, {"protocol": "needed"}, TAKEN),
    button("looked-again", over, PRESSED),
]

# Finn’s proposal under the address of Amina’s project: to everybody it is not there.
HIS = "Finn's in Amina's"
FORMS = ["doubt", "shape", "way", "open", "proposers", "amend", "vote", "extend", "decide"]
FORMS += ["outcome", "protocol", "card", "count-slips", "dissent-without-name"]
BUTTONS = ["again", "take-back", "throw-away", "position", "end-step", "say", "dissent"]
BUTTONS += ["add-next", "looked-again", "propose-too", "decline", "take-back-telling"]
BUTTONS += [
    "vote-on-paper",
    "vote-here",
    "box-more-time",
    "box-give-up",
    "draw-card",
    "card-file",
    "card-lost",
]
PARTS = ["worry-answered", "take-back-comment", "take-back-dissent", "take-on-next", "finish-next"]
PARTS += ["take-back-position", "take-back-doubt", "take-back-next"]
MIXED_UP = [
    Row("decisions:decision", HIS, his, get=MIXED, posted=READ_ONLY),
    Row("decisions:votes", HIS, his, get=MIXED, posted=READ_ONLY),
    Row("decisions:round", HIS, lambda its: [*his(its), 1], get=MIXED, posted=READ_ONLY),
    Row("decisions:slip", HIS, his, get=MIXED, posted=READ_ONLY),
    *(Row(f"decisions:{name}", HIS, his, get=MIXED, posted=MIXED) for name in FORMS),
    *(Row(f"decisions:{name}", HIS, his, get=WRITE_ONLY, posted=MIXED) for name in BUTTONS),
    *(Row(f"decisions:{name}", HIS, of_his, get=WRITE_ONLY, posted=MIXED) for name in PARTS),
]

# Amina and Ben sit here with lived experience, Carys with practice, Dev with research; Esther says
# no seat.
WHY = {"reason": "It gives somebody away."}
WORDS = {
    "comment": bens_comment,
    "position": bens_worry,
    "dissent": bens_dissent,
    "doubt": bens_doubt,
    "next_step": a_next_step,
}
COVERED = [
    *(
        Row(
            "ideas:cover",
            f"Ben's {kind}",
            of_kind(kind, named),
            get=team(200),
            post=WHY,
            posted=team(302, ben=409, esther=409, nobody=403),
        )
        for kind, named in WORDS.items()
    ),
    *(
        Row(
            "decisions:decision",
            f"covered {kind}",
            covered(f"decisions.{kind}", named),
            get=team(200),
            posted=READ_ONLY,
        )
        for kind, named in WORDS.items()
    ),
    Row(
        "decisions:round",
        "covered position",
        lambda its: [*covered("decisions.position", bens_worry)(its), 1],
        get=team(200),
        posted=READ_ONLY,
    ),
    Row(
        "ideas:cover",
        "nobody's dissent",
        of_kind("lone_dissent", nobodys_dissent),
        get=team(200),
        post=WHY,
        posted=team(302, esther=409, nobody=403),
    ),
    Row(
        "decisions:decision",
        "covered lone_dissent",
        covered("decisions.lone_dissent", nobodys_dissent),
        get=team(200),
        posted=READ_ONLY,
    ),
    Row(
        "ideas:cover",
        "Finn's comment in Amina's",
        of_kind("comment", his_comment),
        get=MIXED,
        post=WHY,
        posted=signed_in(404, nobody=403),
    ),
]

PAGES = [*BEGINNING, *SHAPING, *TAKING_PART, *OUTCOMES, *COVERED, *MIXED_UP]
