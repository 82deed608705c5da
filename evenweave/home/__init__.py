"""What is next for me, and the front door. It has no tables."""
