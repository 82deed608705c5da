from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Example projects. It has no tables."""

    name = "evenweave.demo"
