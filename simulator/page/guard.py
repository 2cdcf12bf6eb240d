"""Who may speak to the page: this machine's browser on the page's own behalf. It serves nothing.

Against foreign pages that post to the port, and against names that are made to mean 127.0.0.1
(DNS rebinding).
"""

from ipaddress import ip_address

from aiohttp import web

from simulator.control.asked import Refused

_NAMES = ("127.0.0.1", "localhost", "[::1]")
_READING = frozenset({"GET", "HEAD"})
#: Source: w3.org/TR/fetch-metadata: another port of this machine is "same-site".
_FOREIGN = frozenset({"cross-site", "same-site"})


def admit(request: web.BaseRequest, port: int) -> None:
    """Raise `Refused` for whoever is not a page of ours (or a program that is no browser)."""
    if not _is_loopback(request.remote):
        raise Refused("not_here", "The demo answers this machine only.", status=403)
    hosts = {f"{name}:{port}" for name in _NAMES}
    if request.headers.get("Host", "").lower() not in hosts:
        text = f"The demo answers under http://127.0.0.1:{port} only."
        raise Refused("wrong_host", text, status=421)
    origin = request.headers.get("Origin")
    if origin is not None and origin.lower() not in {f"http://{host}" for host in hosts}:
        raise Refused("foreign", "Another page may not do this.", status=403)
    if request.headers.get("Sec-Fetch-Site") in _FOREIGN and not _is_visit(request):
        raise Refused("foreign", "Another page may not do this.", status=403)


def only(request: web.BaseRequest, *methods: str) -> None:
    """Raise `Refused` for another method."""
    if request.method not in methods:
        text = f"{request.path} takes {' or '.join(methods)}."
        raise Refused("wrong_method", text, status=405)


def _is_visit(request: web.BaseRequest) -> bool:
    """Whether somebody followed a link to the page, which is welcome from anywhere."""
    navigates = request.headers.get("Sec-Fetch-Mode") == "navigate"
    return navigates and request.method in _READING and request.path == "/"


def _is_loopback(remote: str | None) -> bool:
    try:
        return ip_address(remote or "").is_loopback
    except ValueError:
        return False
