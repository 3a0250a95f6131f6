"""A port that nobody listens on."""

import socket


def free_port() -> int:
    """One of this machine's, free a moment ago; whoever wants it takes it at once."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port
