"""The nouns: what is counted, said, named and found. No input or output happens here."""
