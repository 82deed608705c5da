"""Meetings that share the work: when and where, everybody’s agenda, and roles that go round."""
