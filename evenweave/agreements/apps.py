from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    """How a team works together, what it hopes for, and how it welcomes people and parts."""

    name = "evenweave.agreements"
