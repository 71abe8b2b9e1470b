"""Files: read only from inside a package, unfolded within bounds, written whole or not at all."""
