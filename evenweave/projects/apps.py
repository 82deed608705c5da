from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    """Projects and their members."""

    name = "evenweave.projects"
