"""The pages of a team's agreement, and of coming and going."""

from django.urls import path

from evenweave.agreements.views import (
    agreeing,
    arrivals,
    buddies,
    carrying,
    changing,
    goals,
    handovers,
    matters,
    papers,
    partings,
    reading,
    steps,
)

app_name = "agreements"
PROJECT = "projects/<uuid:project_id>/"
IN = PROJECT + "agreement/"
CLAUSE = IN + "<uuid:clause_id>/"
QUESTION = IN + "questions/<uuid:question_id>/"
GOALS = IN + "goals/"
PRIORITY = GOALS + "priorities/<uuid:priority_id>/"
CLASH = GOALS + "conflicts/<uuid:clash_id>/"
LENT = IN + "lent/"
OFFERED = IN + "offered/"
MATTERS = PROJECT + "matters/"
MATTER = MATTERS + "<uuid:matter_id>/"
MINE = "closed-matters/"
CHANGE = IN + "changes/<uuid:change_id>/"

# Coming in
WAY_IN = PROJECT + "way-in/"
STEP = WAY_IN + "steps/<uuid:step_id>/"
BUDDY = PROJECT + "buddy/"
PAIR = BUDDY + "<uuid:pair_id>/"
# Handing on
HAND_OVERS = PROJECT + "handing-on/"
PART = HAND_OVERS + "<uuid:part_id>/"
# Going, which is for oneself alone, also after one has left
GOING = "going/<uuid:member_id>/"
THANKS = PROJECT + "thanks/"

urlpatterns = [
    path("words-to-avoid/", reading.words, name="words"),
    path(IN, reading.agreement, name="agreement"),
    path(IN + "since/", reading.since, name="since"),
    path(IN + "paper/", papers.papers, name="papers"),
    path(IN + "paper/<slug:dress>/", papers.paper, name="paper"),
    path(IN + "agree/", agreeing.agree, name="agree"),
    path(IN + "agree-no-more/", agreeing.agree_no_more, name="agree-no-more"),
    path(IN + "remind/", agreeing.remind, name="remind"),
    path(IN + "questions/", agreeing.questions, name="questions"),
    path(QUESTION + "answer/", agreeing.answer, name="answer"),
    path(QUESTION + "settle/", agreeing.settle, name="settle"),
    path(QUESTION + "take-back/", agreeing.take_back, name="take-back"),
    path(
        IN + "answers/<uuid:answer_id>/take-back/",
        agreeing.take_back_answer,
        name="take-back-answer",
    ),
    path(IN + "begin/", changing.starters, name="starters"),
    path(IN + "new/<slug:sort>/", changing.new, name="new"),
    path(CLAUSE, reading.clause, name="clause"),
    path(CLAUSE + "change/", changing.change, name="change"),
    path(CLAUSE + "take-out/", changing.remove, name="remove"),
    path(CHANGE + "reword/", changing.reword, name="reword"),
    path(CHANGE + "together/", changing.together, name="together"),
    path(CHANGE + "leave-out/", changing.leave_out, name="leave-out"),
    # What we hope for
    path(GOALS, goals.goals, name="goals"),
    path(GOALS + "priorities/new/", goals.say_priority, name="say-priority"),
    path(PRIORITY, goals.change_priority, name="change-priority"),
    path(PRIORITY + "take-back/", goals.take_back_priority, name="take-back-priority"),
    path(GOALS + "conflicts/new/", goals.name_clash, name="name-clash"),
    path(CLASH + "settle/", goals.settle_clash, name="settle-clash"),
    path(CLASH + "take-back/", goals.take_back_clash, name="take-back-clash"),
    path(
        GOALS + "settled/<uuid:settling_id>/take-back/",
        goals.take_back_settling,
        name="take-back-settling",
    ),
    path(GOALS + "<uuid:clause_id>/roots/", goals.add_root, name="add-root"),
    path(GOALS + "roots/<uuid:root_id>/take-out/", goals.take_out_root, name="take-out-root"),
    # Lending to a later team, and taking over from an earlier one
    path(LENT, carrying.lending, name="lending"),
    path(LENT + "new/", carrying.lend, name="lend"),
    path(LENT + "<uuid:lending_id>/end/", carrying.end, name="end-lending"),
    path(
        LENT + "<uuid:lending_id>/take-back/",
        carrying.take_back_lessons,
        name="take-back-lessons",
    ),
    path(OFFERED, carrying.offered, name="offered"),
    path(OFFERED + "<uuid:lending_id>/", carrying.take, name="take-over"),
    # Closed matters
    path(MATTERS, matters.matters, name="matters"),
    path(MATTERS + "new/", matters.new, name="new-matter"),
    path(MATTER, matters.matter, name="matter"),
    path(MATTER + "write/", matters.write, name="write-note"),
    path(MATTER + "ask/", matters.ask, name="ask-matter"),
    path(MATTER + "readers/", matters.readers, name="matter-readers"),
    path(MATTER + "readers/propose/", matters.propose, name="propose-readers"),
    path(MATTER + "end/", matters.end, name="matter-end"),
    path(MATTER + "decline/", matters.decline, name="decline-matter"),
    path(MATTER + "bring/", matters.bring, name="bring-matter"),
    # One’s own notes, also after one has left
    path(MINE + "<uuid:matter_id>/mine/", matters.mine, name="my-notes"),
    path(MINE + "notes/<uuid:note_id>/take-back/", matters.take_back, name="take-back-note"),
    # Coming in
    path(WAY_IN, arrivals.arrival, name="arrival"),
    path(WAY_IN + "enough/", arrivals.enough, name="enough"),
    path(WAY_IN + "steps/", steps.steps, name="steps"),
    path(STEP, steps.step, name="step"),
    path(STEP + "mark/", arrivals.mark, name="mark-step"),
    path(STEP + "move/", steps.move, name="move-step"),
    path(STEP + "take-out/", steps.take_out, name="take-out-step"),
    path(STEP + "put-back/", steps.put_back, name="put-back-step"),
    path(PROJECT + "story/", arrivals.story, name="story"),
    path(PROJECT + "hopes/", arrivals.hopes, name="hopes"),
    path(PROJECT + "hopes/take-back/", arrivals.take_back_hopes, name="take-back-hopes"),
    path(BUDDY, buddies.buddy, name="buddy"),
    path(BUDDY + "willing/", buddies.willing, name="willing"),
    path(BUDDY + "choose/", buddies.choose, name="choose-buddy"),
    path(BUDDY + "match/", buddies.match, name="match-buddy"),
    path(PAIR + "yes/", buddies.accept, name="accept-buddy"),
    path(PAIR + "no/", buddies.decline, name="decline-buddy"),
    path(PAIR + "end/", buddies.end, name="end-buddy"),
    # Handing on
    path(HAND_OVERS, handovers.hand_overs, name="hand-overs"),
    path(HAND_OVERS + "new/", handovers.hand_on, name="hand-on"),
    path(PART + "yes/", handovers.take, name="take-part"),
    path(PART + "no/", handovers.decline, name="decline-part"),
    path(PART + "put-down/", handovers.put_down, name="put-down-part"),
    path(PART + "not-needed/", handovers.drop, name="drop-part"),
    path(PART + "ask/", handovers.offer, name="offer-part"),
    path(HAND_OVERS + "<uuid:hand_over_id>/again/", handovers.again, name="ask-again"),
    # Going
    path(GOING, partings.parting, name="parting"),
    path(GOING + "tell/", partings.tell, name="tell-going"),
    path(GOING + "stay/", partings.stay, name="stay"),
    path(GOING + "name/", partings.name, name="name-me"),
    path(GOING + "thanks/<uuid:thanks_id>/", partings.show_thanks, name="show-thanks"),
    path(GOING + "portfolio/", partings.portfolio, name="portfolio"),
    path(GOING + "portfolio/anew/", partings.begin_anew, name="begin-portfolio-anew"),
    path(GOING + "portfolio/file.<str:way>", partings.portfolio_file, name="portfolio-file"),
    path(THANKS, partings.thanks, name="thanks"),
    path(THANKS + "to/<uuid:member_id>/", partings.thank, name="thank"),
    path(THANKS + "<uuid:thanks_id>/take-back/", partings.take_back, name="take-back-thanks"),
]
