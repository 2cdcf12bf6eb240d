"""The steps of the story, each playing with the stage and telling what everybody saw."""
