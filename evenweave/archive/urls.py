from django.urls import path

from evenweave.archive import views

app_name = "archive"
urlpatterns = [
    path("", views.my_data, name="my-data"),
    path("my-data.zip", views.take_away, name="take-away"),
    path("erase/", views.erase, name="erase"),
    path("erased/", views.erased, name="erased"),
]
