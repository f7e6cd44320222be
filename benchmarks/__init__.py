"""Ratios of whole commands against the least that the work could be, in one run."""
