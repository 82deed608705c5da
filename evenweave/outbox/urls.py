from django.urls import path

from evenweave.outbox import views

app_name = "outbox"
urlpatterns = [
    path("", views.messages, name="messages"),
    path("hand-over/", views.to_hand_over, name="to_hand_over"),
    path("read-here/", views.read_here, name="read_here"),
    path("hand-over/<uuid:person_id>/", views.for_person, name="for_person"),
    path("hand-over/<uuid:person_id>/print/", views.print_for_person, name="print_for_person"),
    path("hand-over/<uuid:person_id>/done/", views.handed_to_person, name="handed_to_person"),
    path("how/", views.pace, name="pace"),
    path("stop/<str:token>/", views.stop, name="stop"),
    path("paper/<uuid:person_id>/", views.paper, name="paper"),
    path("<uuid:message_id>/", views.message, name="message"),
    path("<uuid:message_id>/files/<int:number>/", views.file, name="file"),
    path("<uuid:message_id>/handed-over/", views.handed_over, name="handed_over"),
]
