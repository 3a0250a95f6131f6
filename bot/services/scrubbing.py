"""
See that what was deleted is gone from the files of the database, too.

SQLite leaves deleted text in free pages and in its log; writing the file anew, and emptying
the log, ends that. PostgreSQL does so by itself, in its own time.
"""

import sqlite3

from models.base import Database


def scrub(database: Database) -> bool:
    """Write the database's file anew; False when somebody's reading or writing forbids it now."""
    if database.file is None:
        return True
    # By the driver itself: a file cannot be written anew within a transaction.
    connection = database.engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (answer,) = cursor.fetchall()
    except sqlite3.OperationalError:
        return False
    finally:
        connection.close()
    return not answer[0]  # whether a reader kept the log from being emptied
