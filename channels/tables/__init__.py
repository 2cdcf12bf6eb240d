"""Tables for other programs: which there are, and the formats they are written in."""
