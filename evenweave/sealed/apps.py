from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class SealedConfig(AppConfig):
    """Papers that nobody can read until all are opened together; what for, `boxes.py` says.

    And words without a name: what for, `lone.py` says.
    """

    name = "evenweave.sealed"

    def ready(self) -> None:
        autodiscover_modules("boxes", "lone")
