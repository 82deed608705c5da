from django.urls import path

from tests.loom import views

app_name = "loom"
urlpatterns = [
    path("write-while-reading/", views.write_while_reading, name="write_while_reading"),
    path("write-outside/", views.write_outside, name="write_outside"),
    path("<uuid:stream_id>/new/", views.new_note, name="new_note"),
]
