"""SMS that people write to us: translate them into use-cases, and answer. No rules, no SQL, no words of their own."""
