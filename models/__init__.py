"""Remembers: what the office knows, and the constraints that keep it true."""
