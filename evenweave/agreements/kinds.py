"""What agreements put on the record: what was agreed and by which decision, and who works on."""
