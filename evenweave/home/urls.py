from django.urls import path

from evenweave.home import views

app_name = "home"
urlpatterns = [
    path("", views.front, name="front"),
    path("about/", views.about, name="about"),
    path("about/near/", views.near, name="near"),
    path("projects/<uuid:project_id>/", views.project, name="project"),
    path("say/", views.say, name="say"),
    path("say/sent/", views.said, name="said"),
]
