"""The least that could do the same work, by hand: what each figure is divided by."""
