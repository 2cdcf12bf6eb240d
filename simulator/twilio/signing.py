"""Twilio's signature of a webhook, from its documented algorithm. It posts nothing.

Source: twilio.com/docs/usage/security: HMAC-SHA1, keyed with the auth token, over the URL
followed by each parameter's name and value, sorted by name; in base64.
"""

import base64
import hashlib
import hmac

from simulator.posting import Form

HEADER = "X-Twilio-Signature"


def signature(auth_token: str, url: str, form: Form) -> str:
    """What the header must hold for a form posted to `url`."""
    signed = url + "".join(name + value for name, value in sorted(set(form)))
    digest = hmac.new(auth_token.encode(), signed.encode(), hashlib.sha1).digest()
    return base64.b64encode(digest).decode()
