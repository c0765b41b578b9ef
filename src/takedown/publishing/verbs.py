"""The verbs of publishing: build and serve."""
