"""Tests of the explorer in a real browser; they run apart."""
