from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    """What may be shown about small groups. It has no tables and no pages."""

    name = "evenweave.disclosure"
