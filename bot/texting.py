"""What Twilio sends us, and where it goes. It holds no rule and no text."""

from functools import partial

from bot.settings import Settings
from channels import phones
from channels.texts import Texts
from handlers.http.twilio import TwilioSide
from handlers.sms.inward import Inward
from orders import escalation
from orders.ports import Office


def twilio_of(settings: Settings, office: Office, texts: Texts) -> TwilioSide | None:
    """Twilio's webhooks; None where there is no account, or no address for it to send to."""
    account, token = settings.twilio_account_sid, settings.twilio_auth_token
    public = settings.public_url
    if account is None or token is None or public is None:
        return None

    def allowed(number: str) -> bool:
        return phones.country(number) in settings.sms_regions

    inward = Inward(office, texts, settings.timezone, allowed)
    report = partial(escalation.report, office)
    return TwilioSide(account, token.get_secret_value(), public, inward.take, report)
