"""Live updates: a page learns within a second that something on it changed, and nothing else.

    changes.changed(meeting.id)                          # in the action that changes it
    channel = pages.channel(meeting.id, person.id)       # in the view, before it reads the rest

What goes out is only how often a topic changed. A page then asks its own address for the part that
changed, by all its ordinary rules. docs/live.md says what is promised.

A kernel: a topic is a UUID, and it knows no room above it.
"""
