"""Twilio: its REST API, its webhooks and the phones at the other end."""
