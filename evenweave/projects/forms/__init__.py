"""The shape of what is asked in a project."""
