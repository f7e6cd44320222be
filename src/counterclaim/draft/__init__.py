"""A document becomes draft Claims: text, sentences, figures, dates, speakers, notes."""
