from django.urls import include, path

from evenweave.common.kit import views

app_name = "kit"
urlpatterns = [
    path("", views.gallery, name="gallery"),
    path("sample/picture/", views.sample_picture, name="sample-picture"),
    path("sample/sound/", views.sample_sound, name="sample-sound"),
    path("try/", include("evenweave.common.kit.trying.urls")),
]
