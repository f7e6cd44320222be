"""Counterclaim: auditable scorecards of armed actors, and audits of what is written of them."""

__version__ = "0.1.0"
