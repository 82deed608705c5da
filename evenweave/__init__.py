"""Evenweave: where a team co-produces research, sharing power as equals."""

__version__ = "0.1.0"
