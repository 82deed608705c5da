"""Forms to try: every field, a conflict and a draft. Nothing that is sent here is kept."""
