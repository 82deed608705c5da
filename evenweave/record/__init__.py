"""The open record: every use of authority, hash-chained, readable by the team.

It records power, not people: joint acts and uses of authority stand here, private acts never do.
A kernel: it holds UUIDs, and knows no room above it.
"""
