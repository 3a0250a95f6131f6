"""At least once in, exactly-once effects, never twice out."""
