"""WAYS OUT: Telegram (later SMS, e-mail): rendering, texts, buttons, both ends of each wire format."""
