"""What may be shown about small groups: the one door for every number about people."""
