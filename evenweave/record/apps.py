from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class RecordConfig(AppConfig):
    """The open record. Each room's `kinds.py` says what it may put there."""

    name = "evenweave.record"

    def ready(self) -> None:
        autodiscover_modules("kinds")
