from django.urls import path

from evenweave.ideas.views import coverings, ideas, taking_back, thinking, unnamed

app_name = "ideas"
IN = "projects/<uuid:project_id>/ideas/"
ONE = IN + "<uuid:idea_id>/"
ALOUD = "projects/<uuid:project_id>/circles/<uuid:circle_id>/thinking/"

UNNAMED = "projects/<uuid:project_id>/unnamed/<uuid:talk_id>/"
COVERED = "projects/<uuid:project_id>/covered/"
COVERING = COVERED + "<uuid:covering_id>/"

urlpatterns = [
    path(IN, ideas.ideas, name="list"),
    path(IN + "without-name/", unnamed.say, name="without-name"),
    path(UNNAMED + "reply/", unnamed.reply, name="reply"),
    path(UNNAMED + "<uuid:line_id>/take-back/", unnamed.take_back, name="take-back-reply"),
    path(ONE, ideas.idea, name="idea"),
    path(ONE + "file/", ideas.file, name="file"),
    path(ONE + "hold/", ideas.hold, name="hold"),
    path(ONE + "let-go/", ideas.let_go, name="let-go"),
    path(ONE + "take-on/", ideas.take_on, name="take-on"),
    path(ONE + "put-down/", ideas.put_down, name="put-down"),
    path(ONE + "heard/", ideas.hear, name="hear"),
    path(
        ONE + "heard/<uuid:hearing_id>/take-back/",
        taking_back.take_back_heard,
        name="take-back-heard",
    ),
    path(ONE + "answer/", ideas.answer, name="answer"),
    path(
        ONE + "answer/<uuid:answer_id>/take-back/",
        taking_back.take_back_answer,
        name="take-back-answer",
    ),
    path(ONE + "yes/", ideas.yes, name="yes"),
    path(ONE + "meant/", ideas.not_meant, name="not-meant"),
    path(ONE + "gather/", ideas.gather, name="gather"),
    path(ONE + "part/", ideas.part, name="part"),
    path(ONE + "take-back/", ideas.take_back, name="take-back"),
    path(ONE + "said/<uuid:telling_id>/take-back/", ideas.take_back_said, name="take-back-said"),
    path("projects/<uuid:project_id>/thinking/", thinking.spaces, name="spaces"),
    path(ALOUD, thinking.thinking, name="thinking"),
    path(ALOUD + "until/", thinking.space, name="space"),
    path(ALOUD + "<uuid:thought_id>/take-back/", thinking.take_back, name="take-back-thought"),
    path(COVERED, coverings.coverings, name="coverings"),
    path(COVERED + "ask/<str:kind>/<uuid:thing_id>/", coverings.cover, name="cover"),
    path(COVERING, coverings.covering, name="covering"),
    path(COVERING + "agree/", coverings.agree, name="agree"),
    path(COVERING + "take-back/", coverings.take_back, name="take-back-asking"),
    path(COVERING + "otherwise/", coverings.appeal, name="appeal"),
    path(COVERING + "lift/", coverings.lift, name="lift"),
    path(COVERING + "uncover/", coverings.uncover, name="uncover"),
]
