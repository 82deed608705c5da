"""The pages of a team's agreement, and of coming and going."""

from django.urls import URLPattern, path

from evenweave.agreements.views import arrivals, buddies, handovers, partings, steps

app_name = "agreements"
IN = "projects/<uuid:project_id>/"

# Coming in
WAY_IN = IN + "way-in/"
STEP = WAY_IN + "steps/<uuid:step_id>/"
BUDDY = IN + "buddy/"
PAIR = BUDDY + "<uuid:pair_id>/"
# Handing on
HAND_OVERS = IN + "handing-on/"
PART = HAND_OVERS + "<uuid:part_id>/"
# Going, which is for oneself alone, also after one has left
GOING = "going/<uuid:member_id>/"
THANKS = IN + "thanks/"

urlpatterns: list[URLPattern] = [
    # Coming in
    path(WAY_IN, arrivals.arrival, name="arrival"),
    path(WAY_IN + "enough/", arrivals.enough, name="enough"),
    path(WAY_IN + "steps/", steps.steps, name="steps"),
    path(STEP, steps.step, name="step"),
    path(STEP + "mark/", arrivals.mark, name="mark-step"),
    path(STEP + "move/", steps.move, name="move-step"),
    path(STEP + "take-out/", steps.take_out, name="take-out-step"),
    path(STEP + "put-back/", steps.put_back, name="put-back-step"),
    path(IN + "story/", arrivals.story, name="story"),
    path(IN + "hopes/", arrivals.hopes, name="hopes"),
    path(IN + "hopes/take-back/", arrivals.take_back_hopes, name="take-back-hopes"),
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
