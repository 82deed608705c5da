"""Who gets what of messages."""

from __future__ import annotations

from uuid import UUID

from evenweave.outbox import links
from evenweave.people.models import Person
from tests import make
from tests.access import Row, Things, everybody, signed_in
from tests.outbox import story

READ_ONLY = everybody(405)


def ben(its: Things) -> Person:
    """Ben, in Amina's project."""
    its.ours  # noqa: B018 - makes the team
    return make.ben()


def carys(its: Things) -> Person:
    """Carys, in Amina's project."""
    its.ours  # noqa: B018 - makes the team
    return make.carys()


def from_carys(its: Things) -> list[object]:
    """A message that Carys wrote to Ben, about Amina's project."""
    return [story.message(ben(its), sender=carys(its)).id]


def from_the_program(its: Things) -> list[object]:
    """What the program tells Ben about Amina's project; this house sends no e-mail."""
    ours = its.ours
    return [story.message(ben(its), stream_id=ours.project.id).id]


def for_his_eyes(its: Things) -> list[object]:
    """What the program tells Ben alone, about Amina's project."""
    ours = its.ours
    return [story.message(ben(its), kind="loom.private", stream_id=ours.project.id).id]


def about_another_project(its: Things) -> list[object]:
    """What the program tells Ben about a project of Finn's."""
    return [story.message(ben(its), stream_id=its.his.id).id]


def ids(message: list[object]) -> dict[str, object]:
    """The form of a page on which this message stands."""
    return {"carried": f"{message[0]}"}


def with_a_file(its: Things) -> list[object]:
    """The file that goes with what the program tells Ben about Amina's project."""
    stream, about = its.ours.project.id, UUID(int=7)
    return [story.message(ben(its), kind="loom.pattern", stream_id=stream, about=about).id, 0]


def bens(its: Things) -> list[object]:
    """Ben, who has not asked for post."""
    return [ben(its).id]


def bens_by_post(its: Things) -> list[object]:
    """Ben, who has asked for post."""
    story.reached(ben(its), reach_by="post", post="1 Bath Road")
    return bens(its)


def bens_from_carys(its: Things) -> list[object]:
    """Ben, to whom Carys wrote."""
    from_carys(its)
    return bens(its)


def bens_from_the_program(its: Things) -> list[object]:
    """Ben, to whom the program told something about Amina's project."""
    from_the_program(its)
    return bens(its)


def bens_private(its: Things) -> list[object]:
    """Ben, to whom the program told something that is for his eyes alone."""
    for_his_eyes(its)
    return bens(its)


def link(its: Things) -> list[object]:
    """The link in an e-mail to Ben."""
    return [links.stop_token(ben(its).id, "loom.news")]


PAGES = [
    Row("outbox:messages", "one's own", get=signed_in(200), posted=READ_ONLY),
    Row("outbox:to_hand_over", "one's own", get=signed_in(200), posted=READ_ONLY),
    Row(
        "outbox:pace",
        "one's own",
        post={"outbox.letter": "weekly"},
        get=signed_in(200),
        posted=signed_in(200, nobody=403),
    ),
    Row(
        "outbox:message",
        "from Carys to Ben",
        from_carys,
        get=everybody(404, ben=200, carys=200, nobody=302),
        posted=READ_ONLY,
    ),
    Row(
        "outbox:message",
        "from the program to Ben, about his project",
        from_the_program,
        get=everybody(404, amina=200, ben=200, nobody=302),
        posted=READ_ONLY,
    ),
    Row(
        "outbox:message",
        "for Ben's eyes, about his project",
        for_his_eyes,
        get=everybody(404, ben=200, nobody=302),
        posted=READ_ONLY,
    ),
    Row(
        "outbox:message",
        "from the program to Ben, about Finn's project",
        about_another_project,
        get=everybody(404, ben=200, finn=200, nobody=302),
        posted=READ_ONLY,
    ),
    Row(
        "outbox:file",
        "from the program to Ben, about his project",
        with_a_file,
        get=everybody(404, amina=200, ben=200, nobody=302),
        posted=READ_ONLY,
    ),
    Row(
        "outbox:file",
        "from Carys to Ben, with no file",
        lambda its: [*from_carys(its), 0],
        get=everybody(404, nobody=302),
        posted=READ_ONLY,
    ),
    Row(
        "outbox:handed_over",
        "from Carys to Ben",
        from_carys,
        get=READ_ONLY,
        posted=everybody(404, ben=409, carys=302, nobody=302),
    ),
    Row(
        "outbox:handed_over",
        "from the program to Ben, about his project",
        from_the_program,
        get=READ_ONLY,
        posted=everybody(404, amina=302, ben=409, nobody=302),
    ),
    Row(
        "outbox:for_person",
        "Ben, to whom Carys wrote",
        bens_from_carys,
        get=everybody(404, carys=200, nobody=302),
        posted=READ_ONLY,
    ),
    Row(
        "outbox:for_person",
        "Ben, whom the program told something about his project",
        bens_from_the_program,
        get=everybody(404, amina=200, nobody=302),
        posted=READ_ONLY,
    ),
    Row(
        "outbox:for_person",
        "Ben, whom the program told something for his eyes",
        bens_private,
        get=everybody(404, nobody=302),
        posted=READ_ONLY,
    ),
    Row(
        "outbox:print_for_person",
        "Ben, to whom Carys wrote",
        bens_from_carys,
        get=everybody(404, carys=200, nobody=302),
        posted=READ_ONLY,
    ),
    Row(
        "outbox:print_for_person",
        "Ben, whom the program told something about his project",
        bens_from_the_program,
        get=everybody(404, amina=200, nobody=302),
        posted=READ_ONLY,
    ),
    Row(
        "outbox:handed_to_person",
        "Ben, to whom Carys wrote",
        bens_from_carys,
        post=lambda its: ids(from_carys(its)),
        get=READ_ONLY,
        posted=everybody(404, carys=302, nobody=302),
    ),
    Row(
        "outbox:handed_to_person",
        "Ben, whom the program told something about his project",
        bens_from_the_program,
        post=lambda its: ids(from_the_program(its)),
        get=READ_ONLY,
        posted=everybody(404, amina=302, nobody=302),
    ),
    Row(
        "outbox:handed_to_person",
        "Ben, whom the program told something, with a message about Finn's project",
        bens_from_the_program,
        post=lambda its: ids(about_another_project(its)),
        get=READ_ONLY,
        posted=everybody(404, amina=409, finn=302, nobody=302),
    ),
    Row(
        "outbox:read_here",
        "a message to Ben",
        post=lambda its: ids(from_carys(its)),
        get=READ_ONLY,
        posted=everybody(409, ben=302, nobody=302),
    ),
    Row(
        "outbox:paper",
        "Ben's",
        bens,
        get=everybody(404, ben=200, nobody=302),
        posted=READ_ONLY,
    ),
    Row(
        "outbox:paper",
        "Ben's, who asked for post",
        bens_by_post,
        get=everybody(404, amina=200, ben=200, nobody=302),
        posted=READ_ONLY,
    ),
    Row(
        "outbox:stop",
        "Ben's link",
        link,
        get=everybody(200),
        posted=everybody(200),
        from_elsewhere=True,
    ),
    Row(
        "outbox:stop",
        "a forged link",
        lambda its: ["forged"],
        get=everybody(404),
        posted=everybody(404),
        from_elsewhere=True,
    ),
]
