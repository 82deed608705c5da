from django.urls import include, path

from evenweave.common.kit import views

app_name = "kit"
urlpatterns = [
    path("", views.gallery, name="gallery"),
    path("try/", include("evenweave.common.kit.trying.urls")),
]
