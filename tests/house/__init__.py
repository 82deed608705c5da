"""What the house test looks for: small functions from source, models or pages to complaints."""
