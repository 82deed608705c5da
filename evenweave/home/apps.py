from django.apps import AppConfig


class HomeConfig(AppConfig):
    """The front door. It has no tables."""

    name = "evenweave.home"
