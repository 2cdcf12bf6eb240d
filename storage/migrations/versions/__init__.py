"""One module per step; the newest has no successor."""
