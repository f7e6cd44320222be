"""Who and where: names to actors, strings to places, records to incidents; judgements as data."""
