"""The addresses that letters lead to, as routes of the service's HTTP side. Reading a request is its handler's."""

from fastapi import FastAPI

from channels.mail.stationery import ACTION_PATH, UNSUBSCRIBE_PATH
from handlers.mail.acting import ActionPages
from handlers.mail.answering import PATH, Answering
from handlers.mail.desk import MailDesk
from handlers.mail.pages import Printer
from handlers.mail.stopping import StopPages

#: To look does nothing, whichever of the two a scanner sends.
LOOKS = ["GET", "HEAD"]


def add_mail(app: FastAPI, desk: MailDesk) -> None:
    """Serve the pages; and answers to letters, where the provider has a key to sign them with."""
    printer = Printer()
    actions, stops = ActionPages(desk, printer), StopPages(desk, printer)
    for path, look, press in (
        (f"{ACTION_PATH}/{{token}}", actions.show, actions.act),
        (f"{UNSUBSCRIBE_PATH}/{{token}}", stops.show, stops.choose),
    ):
        app.add_api_route(path, look, methods=LOOKS, include_in_schema=False)
        app.add_api_route(path, press, methods=["POST"], include_in_schema=False)
    if desk.webhook_key is not None:
        answering = Answering(desk, desk.webhook_key)
        app.add_api_route(PATH, answering.take, methods=["POST"], include_in_schema=False)
