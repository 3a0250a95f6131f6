"""Decides: pure functions from what was heard to what to say and do. The law is in README.md."""
