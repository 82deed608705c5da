"""Meetings, and what is told of them."""
