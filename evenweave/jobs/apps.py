from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    """What is done later, or again and again, without anybody at a page."""

    name = "evenweave.jobs"

    def ready(self) -> None:
        autodiscover_modules("jobs")
