"""How a team works together, what it hopes for, and how it welcomes people and parts from them."""
