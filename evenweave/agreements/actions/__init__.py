"""Every write about agreements."""
