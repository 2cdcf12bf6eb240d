"""DOCS: what people read, and the small programs that write the parts that come from code."""
