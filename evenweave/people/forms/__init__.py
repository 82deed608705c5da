"""What people may write about themselves and their ways in: the shape of input."""
