from django.apps import AppConfig


class CommonConfig(AppConfig):
    """What every room stands on. It has no tables."""

    name = "evenweave.common"
