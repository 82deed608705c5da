"""Meetings: when they are, and how they reach people’s own calendars."""
