"""Documents as sources: HTML, PDF, DOCX, Markdown, Docling's JSON: one text and one map of it.

The text is what citations count in; the map leads back to page, element and cell. Validation reads
maps (`source_map.py`) and nothing else of this room, which is imported when a source is made.
"""
