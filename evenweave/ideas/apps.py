from django.apps import AppConfig


class IdeasConfig(AppConfig):
    """What anybody says: it is heard, counted or answered, and the person is told."""

    name = "evenweave.ideas"
