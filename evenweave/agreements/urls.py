"""The pages of a team's agreement, and of coming and going."""

from django.urls import path

from evenweave.agreements.views import agreeing, changing, papers, reading

app_name = "agreements"
IN = "projects/<uuid:project_id>/agreement/"
CLAUSE = IN + "<uuid:clause_id>/"
QUESTION = IN + "questions/<uuid:question_id>/"
CHANGE = IN + "changes/<uuid:change_id>/"

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
]
