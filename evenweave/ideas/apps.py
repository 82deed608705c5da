from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class IdeasConfig(AppConfig):
    """Ideas and what becomes of them, and words that are covered."""

    name = "evenweave.ideas"

    def ready(self) -> None:
        autodiscover_modules("covered")
