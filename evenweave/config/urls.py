"""Every address of the program, room by room."""

from django.urls import include, path

urlpatterns = [
    path("", include("evenweave.home.urls")),
    path("example/", include("evenweave.demo.urls")),
    path("", include("evenweave.archive.urls")),
    path("messages/", include("evenweave.outbox.urls")),
    path("", include("evenweave.mirror.urls")),
    path("", include("evenweave.agreements.urls")),
    path("", include("evenweave.meetings.urls")),
    path("", include("evenweave.decisions.urls")),
    path("", include("evenweave.ideas.urls")),
    path("", include("evenweave.projects.urls")),
    path("", include("evenweave.people.urls")),
    path("sealed-words/", include("evenweave.sealed.urls")),
    path("record/", include("evenweave.record.urls")),
    path("kit/live/", include("evenweave.live.urls")),
    path("", include("evenweave.common.urls")),
]

handler400 = "evenweave.common.views.not_understood"
handler403 = "evenweave.common.views.not_found"
handler404 = "evenweave.common.views.not_found"
handler500 = "evenweave.common.views.broken"
