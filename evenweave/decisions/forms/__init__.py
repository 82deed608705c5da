"""The shape of what is written about decisions."""
