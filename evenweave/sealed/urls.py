from django.urls import path

from evenweave.sealed import views

app_name = "sealed"
urlpatterns = [
    path("", views.words, name="words"),
    path("say/", views.say, name="say"),
    path("take-back/", views.take_back, name="take-back"),
]
