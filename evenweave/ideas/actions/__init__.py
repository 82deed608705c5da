"""Every write about ideas."""

from evenweave.ideas.actions.answers import (
    answer_telling,
    count_idea,
    reopen_idea,
    take_back_telling,
)
from evenweave.ideas.actions.coverings import (
    agree_to_cover,
    appeal_covering,
    ask_to_cover,
    ask_to_uncover,
    take_back_asking,
    uncover,
)
from evenweave.ideas.actions.gathering import gather_ideas, part_idea
from evenweave.ideas.actions.ideas import (
    hear_idea,
    hold_idea,
    let_go_of_idea,
    put_down_idea,
    raise_idea,
    take_back_idea,
    take_on_idea,
)
from evenweave.ideas.actions.taking_back import take_back_answer, take_back_hearing
from evenweave.ideas.actions.thinking import (
    forget_thinking,
    open_thinking,
    take_back_thought,
    think_aloud,
)
from evenweave.ideas.actions.unnamed import (
    bring_unnamed,
    reply_unnamed,
    say_unnamed,
    take_back_reply,
    take_back_unnamed,
)

__all__ = [
    "agree_to_cover",
    "answer_telling",
    "appeal_covering",
    "ask_to_cover",
    "ask_to_uncover",
    "bring_unnamed",
    "count_idea",
    "forget_thinking",
    "gather_ideas",
    "hear_idea",
    "hold_idea",
    "let_go_of_idea",
    "open_thinking",
    "part_idea",
    "put_down_idea",
    "raise_idea",
    "reopen_idea",
    "reply_unnamed",
    "say_unnamed",
    "take_back_answer",
    "take_back_asking",
    "take_back_hearing",
    "take_back_idea",
    "take_back_reply",
    "take_back_telling",
    "take_back_thought",
    "take_back_unnamed",
    "take_on_idea",
    "think_aloud",
    "uncover",
]
