from django.urls import path

from evenweave.record import views

app_name = "record"
urlpatterns = [
    path("<uuid:stream_id>/", views.page, name="page"),
    path("<uuid:stream_id>/<int:sequence>/", views.entry, name="entry"),
]
