"""Why something may not be done to an idea."""
