"""Every write about meetings."""
