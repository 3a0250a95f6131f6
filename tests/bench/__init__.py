"""How fast, how large, how soon: `make bench`. Prints figures, and never fails for them."""
