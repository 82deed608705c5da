from django.urls import path

from evenweave.meetings.views import (
    after,
    afterwards,
    agenda,
    calendars,
    choosing,
    corrections,
    lines,
    meetings,
    minutes,
    mixes,
    papers,
    roles,
    running,
    tasks,
    venues,
)

app_name = "meetings"
IN = "projects/<uuid:project_id>/meetings/"
ONE = IN + "<uuid:meeting_id>/"
OFFERS = ONE + "offers/"
NOW = ONE + "now/"
AFTERWARDS = ONE + "afterwards/"
NOTE = AFTERWARDS + "<uuid:note_id>/"
MIX = NOW + "mix/"
MINUTES = ONE + "minutes/"
CORRECTION = MINUTES + "suggestions/<uuid:correction_id>/"
ITEM = ONE + "agenda/<uuid:item_id>/"
ROLES = IN + "roles/"
ROLE = ROLES + "<uuid:circle_id>/"
VENUES = IN + "venues/"
VENUE = VENUES + "<uuid:venue_id>/"

urlpatterns = [
    path(IN, meetings.meetings, name="list"),
    path(IN + "new/", meetings.plan, name="plan"),
    path(VENUES, venues.venues, name="venues"),
    path(VENUES + "new/", venues.say, name="say-venue"),
    path(VENUE, venues.change, name="change-venue"),
    path(VENUE + "end/", venues.end, name="end-venue"),
    path("calendar/<str:key>.ics", calendars.feed, name="feed"),
    path("me/calendar/", calendars.mine, name="my-calendar"),
    path("me/calendar/end/", calendars.end, name="end-calendar"),
    path(IN + "letter/<slug:dress>/", calendars.letter, name="letter"),
    path(ROLES, roles.circles, name="circles"),
    path(ROLE, roles.roles, name="roles"),
    path(ROLE + "usual/", roles.add_usual, name="add-usual"),
    path(ROLE + "new/", roles.add, name="add-role"),
    path(ROLE + "mine/", roles.wills, name="wills"),
    path(ROLE + "mixing/", mixes.left_out, name="left-out"),
    path(ROLE + "share-out/", roles.share_out, name="share-out"),
    path(ROLE + "<uuid:role_id>/end/", roles.end, name="end-role"),
    path(ONE + "turns/<uuid:turn_id>/pass-on/", roles.pass_on, name="pass-on"),
    path(ONE + "turns/<uuid:turn_id>/take/", roles.take, name="take-turn"),
    path(ONE, meetings.meeting, name="meeting"),
    path(ONE + "meeting.ics", calendars.one, name="ics"),
    path(ONE + "move/", meetings.move, name="move"),
    path(ONE + "call-off/", meetings.call_off, name="call-off"),
    path(OFFERS, choosing.offers, name="offers"),
    path(OFFERS + "ask/", choosing.ask, name="ask"),
    path(OFFERS + "suits/", choosing.suits, name="suits"),
    path(OFFERS + "propose/", choosing.propose, name="propose"),
    path(OFFERS + "settle/", choosing.settle, name="settle"),
    path(OFFERS + "<uuid:offer_id>/take-out/", choosing.take_out, name="take-out-offer"),
    path(NOW, running.now, name="now"),
    path(NOW + "begin/", running.begin, name="begin"),
    path(NOW + "go-to/", running.go_to, name="go-to"),
    path(NOW + "pause/", running.pause, name="pause"),
    path(NOW + "hands/", running.raise_hand, name="raise-hand"),
    path(NOW + "hands/heard/", running.heard, name="heard"),
    path(NOW + "hands/down/", running.lower_hand, name="lower-hand"),
    path(NOW + "hands/for/", running.hand_for, name="hand-for"),
    path(NOW + "check-in/", running.check_in, name="check-in"),
    path(NOW + "need/", running.need, name="need"),
    path(NOW + "need/seen-to/", running.see_to_need, name="see-to-need"),
    path(MIX + "me/", mixes.mine, name="mix-me"),
    path(MIX + "pairs/", mixes.pairs, name="draw-pairs"),
    path(MIX + "tables/", mixes.tables, name="draw-tables"),
    path(MIX + "put-away/", mixes.put_away, name="put-away-mixes"),
    path(NOW + "notes/", running.notes, name="notes"),
    path(NOW + "task/", running.task, name="task"),
    path(NOW + "task/<uuid:task_id>/done/", tasks.finish, name="finish-task"),
    path(NOW + "task/<uuid:task_id>/put-down/", tasks.put_down, name="put-down-task"),
    path(NOW + "wall/", running.wall, name="wall"),
    path(NOW + "lines/", lines.lines, name="lines"),
    path(NOW + "lines/<slug:kind>/", lines.line, name="line"),
    path(NOW + "end/", running.end, name="end"),
    path(AFTERWARDS, afterwards.afterwards, name="afterwards"),
    path(NOTE + "here/", afterwards.be_there, name="be-there"),
    path(NOTE + "done/", afterwards.be_done_with, name="be-done-with"),
    path(NOTE + "take-back/", afterwards.take_back, name="take-back-afterwards"),
    path(ONE + "attended/", running.attended, name="attended"),
    path(ONE + "papers/", papers.choose, name="papers"),
    path(ONE + "papers/<slug:dress>/<slug:whose>/", papers.paper, name="paper"),
    path(MINUTES, minutes.minutes, name="minutes"),
    path(MINUTES + "send/", minutes.send, name="send-minutes"),
    path(MINUTES + "agree/", minutes.agree, name="agree-minutes"),
    path(MINUTES + "text/", minutes.text, name="minutes-text"),
    path(MINUTES + "suggest/", corrections.suggest, name="suggest"),
    path(CORRECTION, corrections.take_over, name="take-over"),
    path(CORRECTION + "take-back/", corrections.take_back, name="take-back-words"),
    path(MINUTES + "paper/<slug:dress>/", minutes.paper, name="minutes-paper"),
    path(ONE + "catch-up/", after.catching_up, name="catch-up"),
    path(ONE + "catch-up/enough/", after.enough, name="enough"),
    path(ONE + "thanks/", after.thanks, name="thanks"),
    path(ONE + "thanks/<uuid:thanks_id>/", after.take_back_thanks, name="take-back-thanks"),
    path(ONE + "agenda/new/", agenda.add, name="add-item"),
    path(ONE + "agenda/alternate/", agenda.alternate, name="alternate"),
    path(ITEM, agenda.change, name="change-item"),
    path(ITEM + "move/", agenda.move, name="move-item"),
    path(ITEM + "take-out/", agenda.take_out, name="take-out-item"),
]
