"""The commands of the program, one module each; `cli` holds the table."""
