"""Why something about a meeting may not be done."""
