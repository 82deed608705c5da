"""A person: how they sign in, what they like to be called, how to reach them, what helps them."""
