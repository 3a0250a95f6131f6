"""
How the tables came to be: numbered steps, each reversible, written by hand.

A step that was released is never changed again; the next one corrects it. Expand
first, contract a release later. `bot.services.migrating` walks them.
"""
