from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    """What a team decides: by a rule told beforehand, and with what became of it."""

    name = "evenweave.decisions"
