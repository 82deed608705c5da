from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class OutboxConfig(AppConfig):
    """Messages to a person. Each room's `messages.py` says what it may send."""

    name = "evenweave.outbox"

    def ready(self) -> None:
        autodiscover_modules("messages")
