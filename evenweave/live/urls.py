from django.urls import path

from evenweave.live import views

app_name = "live"
urlpatterns = [path("", views.trying, name="try")]
