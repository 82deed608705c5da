"""Counting papers: no Django, no database, nothing but Python; docs/tallies.md says how in words.

`papers` holds what is counted, `counting.tally` counts it, `results` is what comes out, and
`explaining` says it in sentences. Nothing here depends on the order of options or of papers.
"""
