"""``python -m counterclaim.cli``."""

from counterclaim.cli import main

main()
