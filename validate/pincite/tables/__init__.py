"""Tables: files, dialect, header, rows with their places, and their rows against the schema.

Only the exact pass implements the rules and their messages. The fast pass looks at blocks of
columns and may only say that rows are clean for certain; all others go to the exact pass.
"""
