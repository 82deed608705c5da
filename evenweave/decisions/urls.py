from django.urls import path

from evenweave.decisions.views import (
    beginning,
    cards,
    lists,
    outcomes,
    secret,
    shaping,
    slips,
    taking_back,
    taking_part,
    unnamed,
)

app_name = "decisions"
IN = "projects/<uuid:project_id>/decisions/"
ONE = IN + "<uuid:decision_id>/"

urlpatterns = [
    path(IN, lists.decisions, name="list"),
    path(IN + "how/", lists.rules, name="rules"),
    path(IN + "how/project/", lists.rule, name="project-rule"),
    path(IN + "how/<uuid:circle_id>/", lists.rule, name="circle-rule"),
    # Beginning
    path(IN + "new/", beginning.new, name="new"),
    path(IN + "new/room/", beginning.room, name="room"),
    path(IN + "new/proposal/", beginning.propose, name="propose"),
    path(IN + "new/urgent/", beginning.urgent, name="urgent"),
    path(ONE + "doubt/", beginning.doubt, name="doubt"),
    path(
        ONE + "doubt/<uuid:doubt_id>/take-back/",
        taking_back.take_back_doubt,
        name="take-back-doubt",
    ),
    path(ONE + "again/", beginning.again, name="again"),
    # Shaping
    path(ONE + "shape/", shaping.shape, name="shape"),
    path(ONE + "how/", shaping.way, name="way"),
    path(ONE + "open/", shaping.opening, name="open"),
    path(ONE + "proposers/", shaping.proposers, name="proposers"),
    path(ONE + "proposers/yes/", shaping.propose_too, name="propose-too"),
    path(ONE + "proposers/no/", shaping.decline, name="decline"),
    path(ONE + "take-back/", shaping.take_back, name="take-back"),
    path(ONE + "throw-away/", shaping.throw_away, name="throw-away"),
    # Taking part
    path(ONE, taking_part.decision, name="decision"),
    path(ONE + "position/", taking_part.position, name="position"),
    path(
        ONE + "position/<uuid:position_id>/take-back/",
        taking_back.take_back_position,
        name="take-back-position",
    ),
    path(ONE + "worry/<uuid:position_id>/", taking_part.worry_answered, name="worry-answered"),
    path(ONE + "change/", taking_part.amend, name="amend"),
    path(ONE + "rounds/<int:number>/", taking_part.earlier_round, name="round"),
    path(ONE + "vote/", taking_part.vote, name="vote"),
    path(IN + "sealed/", secret.limits, name="sealed"),
    path(ONE + "vote/on-paper/", slips.on_paper, name="vote-on-paper"),
    path(ONE + "vote/here/", slips.after_all, name="vote-here"),
    path(ONE + "slip/", slips.slip, name="slip"),
    path(ONE + "slips/", slips.count, name="count-slips"),
    path(ONE + "card/", cards.card, name="card"),
    path(ONE + "card/draw/", cards.draw, name="draw-card"),
    path(ONE + "card/file/", cards.card_file, name="card-file"),
    path(ONE + "card/lost/", cards.lost, name="card-lost"),
    path(ONE + "box/more-time/", secret.more_time, name="box-more-time"),
    path(ONE + "box/give-up/", secret.give_up, name="box-give-up"),
    path(ONE + "go-on/", taking_part.end_step, name="end-step"),
    path(ONE + "more-time/", taking_part.extend, name="extend"),
    path(ONE + "say/", taking_part.say, name="say"),
    path(
        ONE + "said/<uuid:comment_id>/take-back/",
        taking_part.take_back_comment,
        name="take-back-comment",
    ),
    # Outcomes
    path(ONE + "decide/", outcomes.decide, name="decide"),
    path(ONE + "outcome/", outcomes.outcome, name="outcome"),
    path(ONE + "otherwise/", outcomes.dissent, name="dissent"),
    path(ONE + "otherwise/without-name/", unnamed.dissent, name="dissent-without-name"),
    path(ONE + "votes/", outcomes.votes, name="votes"),
    path(ONE + "outcome/take-back/", outcomes.take_back_telling, name="take-back-telling"),
    path(
        ONE + "otherwise/<uuid:dissent_id>/take-back/",
        outcomes.take_back_dissent,
        name="take-back-dissent",
    ),
    path(ONE + "next/", outcomes.add_next, name="add-next"),
    path(ONE + "next/<uuid:step_id>/take-on/", outcomes.take_on_next, name="take-on-next"),
    path(ONE + "next/<uuid:step_id>/done/", outcomes.finish_next, name="finish-next"),
    path(ONE + "next/<uuid:step_id>/take-back/", taking_back.take_back_next, name="take-back-next"),
    path(ONE + "protocol/", outcomes.protocol, name="protocol"),
    path(ONE + "looked-again/", outcomes.looked_again, name="looked-again"),
]
