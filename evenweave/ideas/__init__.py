"""Ideas: raised, heard, counted, and told what became of them."""
