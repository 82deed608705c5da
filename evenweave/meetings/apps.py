from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class MeetingsConfig(AppConfig):
    """Meetings that share the work."""

    name = "evenweave.meetings"

    def ready(self) -> None:
        autodiscover_modules("bringing", "covered")
