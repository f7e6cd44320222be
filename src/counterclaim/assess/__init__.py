"""Statistical assessments that know when to refuse: one file each."""
