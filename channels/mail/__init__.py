"""E-mail as a way out: letters that one can work an order from, and answers to them. Telegram is `channels.telegram`."""
