"""The floor of inbound SMS: a bare FastAPI route that checks Twilio's signature and keeps nothing."""

import argparse
from urllib.parse import parse_qsl

import uvicorn
from fastapi import FastAPI, Request, Response
from twilio.request_validator import RequestValidator


def app(token: str, root: str) -> FastAPI:
    """The least that a webhook of Twilio's needs."""
    bare, validator = FastAPI(), RequestValidator(token)

    @bare.post("/twilio/sms")
    async def sms(request: Request) -> Response:
        form = dict(parse_qsl((await request.body()).decode(), keep_blank_values=True))
        signature = request.headers.get("x-twilio-signature", "")
        if not validator.validate(f"{root}{request.url.path}", form, signature):
            return Response(status_code=403)
        return Response("<Response/>", media_type="application/xml")

    return bare


def main() -> None:
    """Serve until asked to stop."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--token", required=True)
    asked = parser.parse_args()
    root = f"http://127.0.0.1:{asked.port}"
    uvicorn.run(app(asked.token, root), port=asked.port, access_log=False, log_level="error")


if __name__ == "__main__":
    main()
