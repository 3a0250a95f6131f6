"""The staff's web console: each door parses, calls one service, and presents."""
