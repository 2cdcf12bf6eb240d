"""What the doctor looks at. Each check finds; none of them changes anything."""
