"""One file a kind of assessment: what it declares, when it refuses, what it computes and shows."""
