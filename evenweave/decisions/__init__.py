"""Proposals, and how a circle decides: by a rule told beforehand, and why."""
