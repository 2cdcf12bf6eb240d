"""WAYS IN: Telegram updates and the HTTP API: translate, call one use-case, answer."""
