"""The adapter: the only folder that knows how LINE speaks."""
