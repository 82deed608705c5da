from django.apps import AppConfig


class LiveConfig(AppConfig):
    """That something changed, told to whoever has it open."""

    name = "evenweave.live"
