"""Alert rules: what each kind measures, which values people chose, and what would have fired."""
