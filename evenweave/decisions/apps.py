from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class DecisionsConfig(AppConfig):
    """What a team decides: by a rule told beforehand, and with what became of it."""

    name = "evenweave.decisions"

    def ready(self) -> None:
        autodiscover_modules("deciding")
