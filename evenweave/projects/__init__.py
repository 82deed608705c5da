"""Projects: how a team begins, who is in it, what each brings, and what it cannot change."""
