"""People from a spreadsheet: read it, match its columns, judge its rows, say what would happen.

Pure, but for `team`, which reads whom the rows are judged beside. Nothing here keeps anything:
`actions.importing` writes what a plan says.
"""
