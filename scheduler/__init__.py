"""TIME: the work runner, pacing, back-off and the ticks."""
