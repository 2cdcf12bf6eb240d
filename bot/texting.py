"""Twilio, from the settings: who sends SMS, and where what Twilio sends us goes. It holds no rule and no text."""

from collections.abc import Callable
from functools import partial

from bot.settings import Settings
from channels import phones
from channels.sms.client import Texter
from channels.texts import Texts
from handlers.http.twilio import STATUS_PATH, TwilioSide
from handlers.sms.inward import Inward
from orders import escalation
from orders.ports import Office


def allows(settings: Settings) -> Callable[[str], bool]:
    """Whether SMS may go to a number's country."""
    regions = settings.sms_regions
    return lambda number: phones.country(number) in regions


def texter_of(settings: Settings) -> Texter | None:
    """The account that sends SMS; None: there is none."""
    account, token = settings.twilio_account_sid, settings.twilio_auth_token
    sender, public = settings.twilio_from, settings.public_url
    if account is None or token is None or sender is None:
        return None
    report_to = None if public is None else f"{public}{STATUS_PATH}"
    return Texter(account, token.get_secret_value(), sender, settings.twilio_api_url, report_to)


def twilio_of(settings: Settings, office: Office, texts: Texts) -> TwilioSide | None:
    """Twilio's webhooks; None where there is no account, or no address for it to send to."""
    account, token = settings.twilio_account_sid, settings.twilio_auth_token
    public = settings.public_url
    if account is None or token is None or public is None:
        return None

    inward = Inward(office, texts, settings.timezone, allows(settings))
    report = partial(escalation.report, office)
    return TwilioSide(account, token.get_secret_value(), public, inward.take, report)
