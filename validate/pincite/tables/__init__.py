"""Tables: files, dialect, header, rows with their places, and their rows against the schema.

The exact pass alone knows the rules and words the faults. The fast pass looks at blocks of columns
and may only say that rows are clean for certain; all others go to the exact pass.
"""
