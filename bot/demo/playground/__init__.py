"""The page's playground: a stage with its people, the levers that move it, and the guided story."""
