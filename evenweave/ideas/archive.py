"""What of ideas, and of covering words, is in a copy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q

from evenweave.common.copies import Copied, LeftOut, only_whether, unless_covered
from evenweave.common.files.pages import ENDINGS
from evenweave.common.shaped import NotShapedError
from evenweave.ideas import models
from evenweave.ideas.models.ideas import ANSWERED

COPIED = (
    Copied(
        models.Covering,
        "project",
        leaves_out={
            "author": "Whose words were covered, nobody sees here.",
            "asked_helper": "Nobody sees it.",
            "lift_helper": "Nobody sees it.",
            "lift_at": "Nobody sees it.",
        },
    ),
    Copied(
        models.Idea,
        "project",
        reads={"words": unless_covered("words"), "helper_id": only_whether("helper_id")},
    ),
    Copied(models.Holder, "idea__project", key=("idea_id", "member_id")),
    Copied(models.Hearing, "idea__project"),
    Copied(models.Answer, "idea__project", reads={"reason": unless_covered("reason")}),
    Copied(
        models.Telling,
        "answer__idea__project",
        where=Q(taken_back_at=None),
        leaves_out={"taken_back_at": "What was taken back is not copied."},
        reads={"words": unless_covered("words")},
    ),
    Copied(
        models.IdeaFile,
        "idea__project",
        where=Q(idea__is_covered=False),
        file="content",
        parses={"content_type": ENDINGS.__getitem__},
    ),
)

LEFT_OUT: LeftOut = {
    models.ThinkingSpace: "What is thought aloud is in no copy.",
    models.Thought: "What is thought aloud is in no copy.",
}


def fit(rows: Mapping[str, list[Mapping[str, Any]]]) -> None:
    """Raise an error where an idea is answered by nothing, or was before anybody had it."""
    raised = {each["id"]: each["raised_at"] for each in rows["ideas.idea"]}
    answers = rows["ideas.answer"]
    answered = {each["idea_id"] for each in answers}
    if any(each["said_at"] < raised[each["idea_id"]] for each in answers):
        raise NotShapedError("an answer")
    for each in rows["ideas.idea"]:
        if each["state"] in ANSWERED and each["id"] not in answered:
            raise NotShapedError("an answered idea")
