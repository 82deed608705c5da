from django.urls import path

from evenweave.demo import views

app_name = "demo"
urlpatterns = [
    path("", views.people, name="people"),
    path("<slug:slug>/", views.person, name="person"),
]
