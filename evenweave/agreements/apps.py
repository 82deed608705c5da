from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AgreementsConfig(AppConfig):
    """How a team works together, what it hopes for, and how it welcomes people and parts."""

    name = "evenweave.agreements"

    def ready(self) -> None:
        autodiscover_modules("covered")
