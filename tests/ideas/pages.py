"""Who gets what from the pages of ideas."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.utils.timezone import localdate

from evenweave.common import clock
from evenweave.common.actors import Actor
from evenweave.common.files.kinds import Sound
from evenweave.ideas import actions
from evenweave.ideas.models import Covering, Idea, ThinkingSpace
from evenweave.projects.models import Project
from evenweave.sealed.models import Talk
from tests import make
from tests.access import Row, Things, everybody, signed_in, team
from tests.make import AMINA, BEN, CARYS, DEV, FINN, NOON
from tests.sealed.lonely import batch, ready

READ_ONLY = WRITE_ONLY = everybody(405)
TAKEN = team(302, nobody=403)
PRESSED = team(302)
MIXED = signed_in(404)
MIXED_TAKEN = signed_in(404, nobody=403)
BENS = team(409, ben=302)

Address = Callable[[Things], list[object]]


def raised(project: Project, by: Actor = BEN, words: str = "A friend at the first visit.") -> Idea:
    """An idea to everybody."""
    circle = project.circles.get(is_everybody=True)
    sound = Sound("audio/ogg", b"OggS", 1)
    return actions.raise_idea(circle=circle, words=words, sound=sound, by=by, at=NOON)


def bens(its: Things) -> list[object]:
    """Ben’s idea."""
    return [its.ours.project.id, raised(its.ours.project).id]


def his(its: Things) -> list[object]:
    """Finn’s idea, under the address of Amina’s project."""
    return [its.ours.project.id, raised(its.his, FINN).id]


def answered(its: Things) -> list[object]:
    """Ben’s idea, answered by Amina."""
    idea = raised(its.ours.project)
    actions.count_idea(idea=idea, how="taken-up", reason="Yes.", by=AMINA, at=NOON)
    return [its.ours.project.id, idea.id]


def held_by_ben(its: Things) -> list[object]:
    """Amina’s idea, which Ben holds too."""
    idea = raised(its.ours.project, AMINA)
    actions.hold_idea(idea=idea, by=BEN, at=NOON)
    return [its.ours.project.id, idea.id]


def taken_on(its: Things) -> list[object]:
    """Ben’s idea, to which he sees himself."""
    idea = raised(its.ours.project)
    actions.take_on_idea(idea=idea, by=BEN, at=NOON)
    return [its.ours.project.id, idea.id]


def gathered(its: Things) -> list[object]:
    """Ben’s idea, gathered into another."""
    idea, into = raised(its.ours.project), raised(its.ours.project, AMINA, "A friend.")
    actions.gather_ideas(into=into, ideas=[idea], by=AMINA, at=NOON)
    return [its.ours.project.id, idea.id]


def not_meant(its: Things) -> list[object]:
    """What Ben said to Amina’s answer."""
    idea = raised(its.ours.project)
    actions.count_idea(idea=idea, how="not", reason="No.", by=AMINA, at=NOON)
    said = actions.answer_telling(idea=idea, is_it=False, words="Hm.", by=BEN, at=NOON)
    return [its.ours.project.id, idea.id, said.id]


def under_another_idea(its: Things) -> list[object]:
    """The same, under the address of another idea."""
    said = not_meant(its)[-1]
    return [its.ours.project.id, raised(its.ours.project).id, said]


def in_the_panel(its: Things) -> list[object]:
    """Ben’s idea to Carys’s panel, in which she alone is."""
    panel = make.circle(its.ours.project, "Panel", by=CARYS)
    idea = actions.raise_idea(circle=panel, words="Tea.", by=BEN, at=NOON)
    return [its.ours.project.id, idea.id]


def taken_back(its: Things) -> list[object]:
    """Ben’s idea, which he took back before anybody else took part in it."""
    idea = raised(its.ours.project)
    actions.take_back_idea(idea=idea, by=BEN, at=NOON)
    return [its.ours.project.id, idea.id]


def taken_back_from_others(its: Things) -> list[object]:
    """Ben’s idea, which he took back after Amina had answered it."""
    idea = raised(its.ours.project)
    actions.count_idea(idea=idea, how="taken-up", reason="Yes.", by=AMINA, at=NOON)
    actions.take_back_idea(idea=idea, by=BEN, at=NOON)
    return [its.ours.project.id, idea.id]


def heard(its: Things) -> list[object]:
    """Where Ben wrote down that his idea was heard."""
    idea = raised(its.ours.project)
    hearing = actions.hear_idea(idea=idea, where="In March", by=BEN, at=NOON)
    return [its.ours.project.id, idea.id, hearing.id]


def bens_answer(its: Things) -> list[object]:
    """What Ben answered to Amina’s idea."""
    idea = raised(its.ours.project, AMINA)
    answer = actions.count_idea(idea=idea, how="taken-up", reason="Yes.", by=BEN, at=NOON)
    return [its.ours.project.id, idea.id, answer.id]


def his_heard(its: Things) -> list[object]:
    """Where Finn’s idea was heard, under the address of Amina’s project."""
    idea = raised(its.his, FINN)
    hearing = actions.hear_idea(idea=idea, where="In March", by=FINN, at=NOON)
    return [its.ours.project.id, idea.id, hearing.id]


def his_answer(its: Things) -> list[object]:
    """What Finn answered to his idea, under the address of Amina’s project."""
    idea = raised(its.his, FINN)
    answer = actions.count_idea(idea=idea, how="not", reason="No.", by=FINN, at=NOON)
    return [its.ours.project.id, idea.id, answer.id]


def elsewhere(named: Address) -> Address:
    """The same thing, under the address of another idea of Ben’s."""
    return lambda its: [*bens(its), named(its)[-1]]


def another(its: Things) -> dict[str, Any]:
    """An idea to be gathered into Ben’s."""
    return {"ideas": [str(raised(its.ours.project, AMINA, "A friend.").id)]}


def space(project: Project, by: Actor) -> ThinkingSpace:
    """A circle that thinks aloud; one person is in it."""
    circle = make.circle(project, "Panel", by=by)
    until = clock.now() + timedelta(days=9)
    return actions.open_thinking(circle=circle, until=until, by=by, at=clock.now())


def bens_space(its: Things) -> list[object]:
    """Where Ben thinks aloud."""
    return [its.ours.project.id, space(its.ours.project, BEN).circle_id]


def his_space(its: Things) -> list[object]:
    """Where Finn does, under the address of Amina’s project."""
    return [its.ours.project.id, space(its.his, FINN).circle_id]


def bens_thought(its: Things) -> list[object]:
    """What Ben thought aloud where everybody can."""
    circle = its.ours.project.circles.get(is_everybody=True)
    until = clock.now() + timedelta(days=9)
    opened = actions.open_thinking(circle=circle, until=until, by=BEN, at=clock.now())
    said = actions.think_aloud(space=opened, words="Perhaps…", by=BEN, at=clock.now())
    return [its.ours.project.id, circle.id, said.id]


def his_thought(its: Things) -> list[object]:
    """What Finn thought aloud, under the address of Amina’s project."""
    opened = space(its.his, FINN)
    said = actions.think_aloud(space=opened, words="Hm.", by=FINN, at=clock.now())
    return [its.ours.project.id, opened.circle_id, said.id]


def asked_for(its: Things) -> list[object]:
    """Carys, of practice, asks that Ben’s idea be covered; as long as pages ask the real clock."""
    idea = raised(its.ours.project)
    asked = actions.ask_to_cover(
        project=its.ours.project,
        kind="ideas.idea",
        thing_id=idea.id,
        reason="It gives somebody away.",
        by=CARYS,
        at=clock.now(),
    )
    return [its.ours.project.id, asked.id]


def covered(its: Things) -> list[object]:
    """Ben’s idea, covered by Carys and Dev."""
    project_id, covering_id = asked_for(its)
    actions.agree_to_cover(covering=covering_of(covering_id), by=DEV, at=clock.now())
    return [project_id, covering_id]


def appealed(its: Things) -> list[object]:
    """The same, and Ben sees it otherwise."""
    project_id, covering_id = covered(its)
    covering = covering_of(covering_id)
    actions.appeal_covering(covering=covering, words="I asked.", by=BEN, at=clock.now())
    return [project_id, covering_id]


def covering_of(covering_id: object) -> Covering:
    """The covering of this id."""
    return Covering.objects.get(pk=str(covering_id))


def covered_idea(its: Things) -> list[object]:
    """The idea itself."""
    project_id, covering_id = covered(its)
    return [project_id, covering_of(covering_id).thing_id]


def to_cover(its: Things) -> list[object]:
    """Ben’s idea, named by its kind."""
    project_id, idea_id = bens(its)
    return [project_id, "ideas.idea", idea_id]


def his_to_cover(its: Things) -> list[object]:
    """Finn’s idea, named by its kind, under the address of Amina’s project."""
    project_id, idea_id = his(its)
    return [project_id, "ideas.idea", idea_id]


def under_his(its: Things) -> list[object]:
    """A covering of Amina’s project, under the address of Finn’s."""
    return [its.his.id, asked_for(its)[1]]


def in_a_week() -> dict[str, str]:
    """A day from now, as its three boxes send it."""
    day = localdate(clock.now()) + timedelta(days=7)
    parts = {"day": day.day, "month": day.month, "year": day.year}
    return {f"until_{part}": str(number) for part, number in parts.items()}


def button(name: str, arguments: Address, posted: Any, post: Any = None) -> Row:
    """Something that is only sent."""
    return Row(f"ideas:{name}", "Ben's", arguments, get=WRITE_ONLY, post=post or {}, posted=posted)


def unnamed(project: Project, by: Actor = BEN) -> Idea:
    """An idea that came without a name."""
    ready()
    circle = project.circles.get(is_everybody=True)
    actions.say_unnamed(circle=circle, words="It is too loud.", by=by, at=NOON)
    batch()
    return Idea.objects.get(project=project, made_by=None)


def nobodys(its: Things) -> list[object]:
    """Nobody’s idea; whose receipt it is, nobody knows."""
    return [its.ours.project.id, unnamed(its.ours.project).id]


def nobodys_of_his(its: Things) -> list[object]:
    """The same in Finn’s project, under the address of Amina’s."""
    return [its.ours.project.id, unnamed(its.his, FINN).id]


def bens_reply(its: Things) -> list[object]:
    """What Ben answered to it."""
    project = its.ours.project
    talk = Talk.objects.get(pk=unnamed(project).id)
    line = actions.reply_unnamed(project=project, talk=talk, words="Where?", by=BEN, at=NOON)
    return [project.id, talk.id, line.id]


def to_cover_reply(its: Things) -> list[object]:
    """Ben’s answer, named by its kind."""
    project_id, _talk_id, line_id = bens_reply(its)
    return [project_id, "ideas.line", line_id]


def to_everybody(its: Things) -> dict[str, Any]:
    """Something for everybody."""
    ready()
    circle = its.ours.project.circles.get(is_everybody=True)
    return {"words": "It is too loud.", "to": str(circle.id)}


HIS = "Finn's in Amina's"
BUTTONS = ["hold", "let-go", "take-on", "put-down", "hear", "answer", "yes", "not-meant", "part"]
IN_THE_CIRCLE = team(404, ben=200)
SEEN = {"words": "I asked him."}
WHY = {"reason": "It gives somebody away."}
# Amina and Ben sit here with lived experience, Carys with practice, Dev with research; Esther says
# no seat.
COVERINGS = [
    Row(
        "ideas:coverings",
        "Amina's",
        lambda its: [its.ours.project.id],
        get=team(200),
        posted=READ_ONLY,
    ),
    Row(
        "ideas:cover",
        "Ben's",
        to_cover,
        get=team(200),
        post=WHY,
        posted=team(302, ben=409, esther=409, nobody=403),
    ),
    Row("ideas:cover", HIS, his_to_cover, get=MIXED, post=WHY, posted=MIXED_TAKEN),
    Row(
        "ideas:cover",
        "no such kind",
        lambda its: [its.ours.project.id, "ideas.nothing", bens(its)[1]],
        get=MIXED,
        post=WHY,
        posted=MIXED_TAKEN,
    ),
    Row("ideas:covering", "asked for", asked_for, get=team(200), posted=READ_ONLY),
    Row("ideas:covering", "covered", covered, get=team(200), posted=READ_ONLY),
    Row("ideas:covering", "appealed", appealed, get=team(200), posted=READ_ONLY),
    Row(
        "ideas:covering", "ours in his", under_his, get=everybody(404, nobody=302), posted=READ_ONLY
    ),
    Row("ideas:idea", "covered", covered_idea, get=team(200), posted=READ_ONLY),
    Row("ideas:file", "covered", covered_idea, get=team(404, ben=200), posted=READ_ONLY),
    button("agree", asked_for, team(409, amina=302, dev=302)),
    button("agree", under_his, MIXED),
    button("take-back-asking", asked_for, team(409, carys=302)),
    button("take-back-asking", under_his, MIXED),
    button("appeal", covered, team(302, carys=409, dev=409, nobody=403), SEEN),
    button("appeal", under_his, MIXED_TAKEN, SEEN),
    button("lift", covered, team(409)),
    button("lift", appealed, team(409, amina=302)),
    button("lift", under_his, MIXED),
    button("uncover", covered, team(409, carys=302, dev=302, nobody=403), WHY),
    button("uncover", under_his, MIXED_TAKEN, WHY),
]
WHERE = {"words": "Where?"}
UNNAMED = [
    Row(
        "ideas:without-name",
        "Amina's",
        lambda its: [its.ours.project.id],
        get=team(200),
        post=to_everybody,
        posted=team(200, nobody=403),
    ),
    Row(
        "ideas:without-name",
        "Finn's",
        lambda its: [its.his.id],
        get=signed_in(404, finn=200),
        post=to_everybody,
        posted=signed_in(404, finn=200, nobody=403),
    ),
    Row("ideas:idea", "nobody's", nobodys, get=team(200), posted=READ_ONLY),
    Row("ideas:idea", "nobody's of Finn's", nobodys_of_his, get=MIXED, posted=READ_ONLY),
    button("take-back", nobodys, team(409)),
    button("let-go", nobodys, team(409)),
    button("hold", nobodys, PRESSED),
    Row("ideas:reply", "nobody's", nobodys, get=team(200), post=WHERE, posted=TAKEN),
    Row("ideas:reply", HIS, nobodys_of_his, get=MIXED, post=WHERE, posted=MIXED_TAKEN),
    Row("ideas:reply", "one with a name", bens, get=MIXED, post=WHERE, posted=MIXED_TAKEN),
    button("take-back-reply", bens_reply, BENS),
    Row(
        "ideas:cover",
        "Ben's answer to nobody",
        to_cover_reply,
        get=team(200),
        post=WHY,
        posted=team(302, ben=409, esther=409, nobody=403),
    ),
]
PAGES = [
    *COVERINGS,
    *UNNAMED,
    Row(
        "ideas:list", "Amina's", lambda its: [its.ours.project.id], get=team(200), posted=READ_ONLY
    ),
    Row("ideas:idea", "Ben's", bens, get=team(200), posted=READ_ONLY),
    Row("ideas:idea", "answered", answered, get=team(200), posted=READ_ONLY),
    Row("ideas:idea", "gathered", gathered, get=team(200), posted=READ_ONLY),
    Row("ideas:idea", "taken back alone", taken_back, get=MIXED, posted=READ_ONLY),
    Row("ideas:idea", "taken back", taken_back_from_others, get=team(200), posted=READ_ONLY),
    Row("ideas:file", "taken back", taken_back_from_others, get=MIXED, posted=READ_ONLY),
    Row(
        "ideas:idea",
        "not meant so",
        lambda its: not_meant(its)[:2],
        get=team(200),
        posted=READ_ONLY,
    ),
    Row(
        "ideas:spaces",
        "Amina's",
        lambda its: [its.ours.project.id],
        get=team(200),
        posted=READ_ONLY,
    ),
    Row(
        "ideas:spaces",
        "Finn's",
        lambda its: [its.his.id],
        get=signed_in(404, finn=200),
        posted=READ_ONLY,
    ),
    Row(
        "ideas:list",
        "Finn's",
        lambda its: [its.his.id],
        get=signed_in(404, finn=200),
        posted=READ_ONLY,
    ),
    Row("ideas:file", "Ben's", bens, get=team(200), posted=READ_ONLY),
    button("hold", bens, team(302, ben=409)),
    button("let-go", held_by_ben, BENS),
    button("take-on", bens, PRESSED),
    button("put-down", taken_on, BENS),
    button("hear", bens, TAKEN, {"where": "At the March meeting"}),
    button("answer", bens, TAKEN, {"how": "partly", "reason": "Half of it."}),
    button("yes", answered, BENS),
    button("not-meant", answered, team(409, ben=302, nobody=403), {"words": "I meant each time."}),
    button("take-back-said", not_meant, BENS),
    button("take-back-said", under_another_idea, MIXED),
    button("take-back-heard", heard, BENS),
    button("take-back-heard", elsewhere(heard), MIXED),
    button("take-back-answer", bens_answer, BENS),
    button("take-back-answer", elsewhere(bens_answer), MIXED),
    # Of Carys’s panel: Ben, who had it, may part it too.
    button("hear", in_the_panel, team(409, carys=302, nobody=403), {"where": "In March"}),
    button(
        "answer", in_the_panel, team(409, carys=302, nobody=403), {"how": "not", "reason": "No"}
    ),
    button("take-on", in_the_panel, team(409, carys=302)),
    Row("ideas:gather", "Ben's", bens, get=team(200), post=another, posted=TAKEN),
    button("part", gathered, PRESSED),
    button("take-back", bens, BENS),
    Row(
        "ideas:thinking",
        "Ben's",
        bens_space,
        get=IN_THE_CIRCLE,
        post={"words": "Hm."},
        posted=team(404, ben=302, nobody=403),
    ),
    Row(
        "ideas:space",
        "Ben's",
        bens_space,
        get=IN_THE_CIRCLE,
        post=in_a_week(),
        posted=team(404, ben=302, nobody=403),
    ),
    button("take-back-thought", bens_thought, BENS),
    Row("ideas:idea", HIS, his, get=MIXED, posted=READ_ONLY),
    Row("ideas:file", HIS, his, get=MIXED, posted=READ_ONLY),
    Row("ideas:gather", HIS, his, get=MIXED, posted=MIXED),
    *(Row(f"ideas:{name}", HIS, his, get=WRITE_ONLY, posted=MIXED) for name in BUTTONS),
    Row("ideas:take-back", HIS, his, get=WRITE_ONLY, posted=MIXED),
    Row("ideas:take-back-heard", HIS, his_heard, get=WRITE_ONLY, posted=MIXED),
    Row("ideas:take-back-answer", HIS, his_answer, get=WRITE_ONLY, posted=MIXED),
    Row("ideas:thinking", HIS, his_space, get=MIXED, post={"words": "Hm."}, posted=MIXED_TAKEN),
    Row("ideas:space", HIS, his_space, get=MIXED, posted=MIXED),
    Row("ideas:take-back-thought", HIS, his_thought, get=WRITE_ONLY, posted=MIXED),
]
