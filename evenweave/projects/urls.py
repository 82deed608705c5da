from django.urls import path

from evenweave.projects.views import (
    behalf,
    capabilities,
    cards,
    circles,
    expertise,
    founding,
    importing,
    inviting,
    joining,
    leaving,
    limits,
    members,
    phases,
)

app_name = "projects"
IN = "projects/<uuid:project_id>/"

urlpatterns = [
    # Founding
    path("start/", founding.start, name="start"),
    path("projects/", founding.projects, name="list"),
    path(IN + "ready/", founding.ready, name="ready"),
    path(IN + "more/", founding.more, name="more"),
    # Inviting
    path(IN + "invite/", inviting.invitations, name="invitations"),
    path(IN + "invite/link/", inviting.link, name="invite-link"),
    path(IN + "invite/card/", inviting.card, name="invite-card"),
    path(IN + "invite/letter/", inviting.letter, name="invite-letter"),
    path(IN + "invite/<uuid:invitation_id>/", inviting.invitation, name="invitation"),
    path(IN + "invite/<uuid:invitation_id>/end/", inviting.end, name="end-invitation"),
    # Joining
    path("join/", joining.join, name="join"),
    path(IN + "arrive/you/", joining.little, name="arrive-little"),
    path(IN + "arrive/know/", joining.know, name="arrive-know"),
    path(IN + "arrive/count/", expertise.arrive, name="arrive-count"),
    path(IN + "arrive/worth/", joining.worth, name="arrive-worth"),
    # Expertise
    path(IN + "count/", expertise.count, name="count"),
    path(IN + "count/<uuid:suggestion_id>/drop/", expertise.drop, name="drop-suggestion"),
    path(IN + "expertise/", expertise.kinds, name="expertise"),
    path(IN + "expertise/<uuid:expertise_id>/rename/", expertise.rename, name="rename-expertise"),
    path(IN + "expertise/<uuid:expertise_id>/divide/", expertise.divide, name="divide-expertise"),
    # Who is here
    path(IN + "people/", members.people, name="people"),
    path(IN + "people/before/", members.before, name="people-before"),
    path(IN + "people/strengths/", members.strengths, name="strengths"),
    path(IN + "people/trust/", capabilities.trust, name="trust"),
    path(IN + "people/trust/<uuid:capability_id>/end/", capabilities.end, name="end-trust"),
    path(IN + "people/card/", cards.sign_in_card, name="sign-in-card"),
    # Lists
    path(IN + "people/bring/", importing.bring, name="bring"),
    path(IN + "people/brought/<int:sequence>/", importing.brought, name="brought"),
    path(IN + "people/ask-in/", importing.asking_in, name="ask-in"),
    path(IN + "people/cards/", importing.list_cards, name="list-cards"),
    path(IN + "people/take/", importing.take_people, name="take-people"),
    # Circles and sites
    path(IN + "circles/", circles.circles, name="circles"),
    path(IN + "circles/<uuid:circle_id>/", circles.circle, name="circle"),
    path(IN + "circles/<uuid:circle_id>/join/", circles.join, name="join-circle"),
    path(IN + "circles/<uuid:circle_id>/leave/", circles.leave, name="leave-circle"),
    path(IN + "circles/<uuid:circle_id>/end/", circles.end, name="end-circle"),
    path(IN + "sites/", circles.sites, name="sites"),
    # Phases
    path(IN + "phases/", phases.phases, name="phases"),
    path(IN + "phases/<uuid:phase_id>/", phases.phase, name="phase"),
    path(IN + "phases/<uuid:phase_id>/drop/", phases.drop, name="drop-phase"),
    path(IN + "phases/<uuid:phase_id>/move/", phases.move, name="move-phase"),
    # Limits
    path(IN + "limits/", limits.limits, name="limits"),
    path(IN + "limits/say/", limits.say, name="say-limit"),
    path(IN + "limits/<uuid:limit_id>/", limits.limit, name="limit"),
    path(IN + "limits/<uuid:limit_id>/end/", limits.end, name="end-limit"),
    path(IN + "limits/questions/<uuid:question_id>/", limits.answer, name="answer-question"),
    # Acts on behalf
    path(IN + "for-you/", behalf.behalf, name="behalf"),
    path(IN + "for-you/<int:sequence>/confirm/", behalf.confirm, name="confirm-act"),
    path(IN + "for-you/<int:sequence>/question/", behalf.question, name="question-act"),
    # Leaving
    path(IN + "leave/", leaving.leave, name="leave"),
    path("left/<uuid:member_id>/", leaving.left, name="left"),
    # The record
    path(IN + "record/", members.record, name="record"),
    path(IN + "record/<int:sequence>/", members.entry, name="record-entry"),
]
