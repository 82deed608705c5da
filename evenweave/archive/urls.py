from django.urls import path

from evenweave.archive import views

app_name = "archive"
MINE = "me/my-data/"

urlpatterns = [
    path(MINE, views.my_data, name="my-data"),
    path(MINE + "my-data.zip", views.take_away, name="take-away"),
    path(MINE + "erase/", views.erase, name="erase"),
    path(MINE + "erased/", views.erased, name="erased"),
    path("projects/<uuid:project_id>/copy/", views.project_copy, name="project-copy"),
]
