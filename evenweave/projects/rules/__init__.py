"""Why something may not be done in a project."""
