"""The commands of the operator: parse, call one service, print."""
