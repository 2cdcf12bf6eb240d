"""Pictures of the demo page: the browser, the demo it looks at, and the scenes. Tests use them too."""
