"""One file per document format: bytes in, pieces of text in reading order out."""
