"""Each teaching model against numbers that it did not make: published ones, documented behaviour, closed forms."""
