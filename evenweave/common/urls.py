from django.urls import include, path

from evenweave.common import views

urlpatterns = [
    path("display/", views.display, name="display"),
    path("plainly/", views.plainly, name="plainly"),
    path("kit/", include("evenweave.common.kit.urls")),
]
