"""A person's own data, to take away or to erase: it asks each room's `personal.py`. No tables."""
