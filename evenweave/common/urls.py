from django.urls import include, path

from evenweave.common import views

urlpatterns = [
    path("display/", views.display, name="display"),
    path("kit/", include("evenweave.common.kit.urls")),
]
