"""Beginning a package: its descriptor, schemas and first files, of what a person or table says."""
