"""Why something may not be done to a decision."""
