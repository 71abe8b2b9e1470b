"""Files: read only from inside a package, extracted within bounds, written whole or not at all."""
