"""The shape of what is written about meetings."""
