"""What Twilio's published specification says of the operations that are served. It judges nothing.

Source: github.com/twilio/twilio-oai, spec/json/twilio_api_v2010.json: the parameters of
CreateMessage, ListMessage, FetchMessage, FetchAccount and ListIncomingPhoneNumber, in our words.
"""

import re
from dataclasses import dataclass, field
from typing import Final, Literal

Kind = Literal["text", "phone", "url", "flag", "whole", "number", "time", "texts"]

VERSION: Final = "2010-04-01"
MAX_BODY: Final = 1600  # CreateMessage, Body
MAX_PAGE_SIZE: Final = 1000
PAGE_SIZE: Final = 50

_ACCOUNT = rf"/{VERSION}/Accounts/(?P<account>[^/]+)"
_PAGES: dict[str, Kind] = {"PageSize": "whole", "Page": "whole", "PageToken": "text"}
_CREATE_MESSAGE: dict[str, Kind] = {
    "To": "phone",
    "StatusCallback": "url",
    "ApplicationSid": "text",
    "MaxPrice": "number",
    "ProvideFeedback": "flag",
    "Attempt": "whole",
    "ValidityPeriod": "whole",
    "ForceDelivery": "flag",
    "ContentRetention": "text",
    "AddressRetention": "text",
    "SmartEncoded": "flag",
    "PersistentAction": "texts",
    "TrafficType": "text",
    "ShortenUrls": "flag",
    "ScheduleType": "text",
    "SendAt": "time",
    "SendAsMms": "flag",
    "ContentVariables": "text",
    "RiskCheck": "text",
    "From": "text",
    "MessagingServiceSid": "text",
    "Body": "text",
    "MediaUrl": "texts",
    "ContentSid": "text",
}
_LIST_MESSAGE: dict[str, Kind] = {
    "To": "phone",
    "From": "text",
    "DateSent": "time",
    "DateSent<": "time",
    "DateSent>": "time",
    **_PAGES,
}
_LIST_NUMBERS: dict[str, Kind] = {
    "Beta": "flag",
    "FriendlyName": "text",
    "PhoneNumber": "text",
    "Origin": "text",
    **_PAGES,
}
#: Values of what is an enumeration.
CHOICES: Final = {
    "ContentRetention": {"retain", "discard"},
    "AddressRetention": {"retain", "obfuscate"},
    "ScheduleType": {"fixed"},
    "TrafficType": {"free"},
    "RiskCheck": {"enable", "disable"},
}
#: What an identifier looks like, by the field that holds it.
SIDS: Final = {
    "ApplicationSid": re.compile(r"AP[0-9a-fA-F]{32}\Z"),
    "MessagingServiceSid": re.compile(r"MG[0-9a-fA-F]{32}\Z"),
    "ContentSid": re.compile(r"HX[0-9a-fA-F]{32}\Z"),
}


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that can be asked for: method, path, and the parameters it knows."""

    name: str
    method: str
    path: re.Pattern[str]
    query: dict[str, Kind] = field(default_factory=dict)
    form: dict[str, Kind] = field(default_factory=dict)


OPERATIONS: Final = (
    Operation(
        "CreateMessage", "POST", re.compile(_ACCOUNT + r"/Messages\.json\Z"), form=_CREATE_MESSAGE
    ),
    Operation(
        "ListMessage", "GET", re.compile(_ACCOUNT + r"/Messages\.json\Z"), query=_LIST_MESSAGE
    ),
    Operation(
        "FetchMessage",
        "GET",
        re.compile(_ACCOUNT + r"/Messages/(?P<sid>(SM|MM)[0-9a-fA-F]{32})\.json\Z"),
    ),
    Operation(
        "FetchAccount",
        "GET",
        re.compile(rf"/{VERSION}/Accounts/(?P<account>AC[0-9a-fA-F]{{32}})\.json\Z"),
    ),
    Operation(
        "ListIncomingPhoneNumber",
        "GET",
        re.compile(_ACCOUNT + r"/IncomingPhoneNumbers\.json\Z"),
        query=_LIST_NUMBERS,
    ),
)
