"""A backup of the whole installation as one file, and what brings it back on either database.

    manifest.json        what it is: format, program, when, migrations, tables, records, SHA-256
    README.txt           the same for people
    tables/<name>.jsonl  one JSON array a row, in the order of `columns` in the manifest

It is a zip file whose comment, its last 64 bytes, is the SHA-256 of all that stands before.
"""
