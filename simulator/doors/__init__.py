"""The three ways in: LINE's API for the bot, the control API for programs, the page for people."""
