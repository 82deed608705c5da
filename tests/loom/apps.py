from django.apps import AppConfig


class LoomConfig(AppConfig):
    """The made-up room."""

    name = "tests.loom"
