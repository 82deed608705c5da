"""What of ideas, and of covering words, is in a copy."""

from __future__ import annotations

from django.db.models import Q

from evenweave.common.copies import Copied, LeftOut, unless_covered
from evenweave.common.files.pages import ENDINGS
from evenweave.ideas import models

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
    Copied(models.Idea, "project", reads={"words": unless_covered("words")}),
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
