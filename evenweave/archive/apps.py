from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    """What is kept of a person, taken away or erased. It has no tables."""

    name = "evenweave.archive"
