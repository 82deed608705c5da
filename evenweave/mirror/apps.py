from django.apps import AppConfig


class MirrorConfig(AppConfig):
    """Who holds what, by expertise and phase. It has no tables."""

    name = "evenweave.mirror"
