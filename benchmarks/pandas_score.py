"""What many an analyst does: read the CSV with pandas and group it. One measure only."""

import sys

import pandas as pd

rows = pd.read_csv(sys.argv[1], low_memory=False)
mine = rows[(rows.type_of_violence == 3) & (rows.side_a == sys.argv[2])]
print(mine.groupby("year")[["low", "best", "high"]].sum().to_string())
