"""Receives and sends: everything that knows Flask, LINE, time and the network."""
