from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Meetings that share the work."""

    name = "evenweave.meetings"
