"""The Flex cards, as plain dicts. Only properties that LINE documents, and no nulls."""
