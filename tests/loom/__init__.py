"""A made-up room that uses everything a room can use, so that the house itself can be tested."""
