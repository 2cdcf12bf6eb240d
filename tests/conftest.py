"""What every test needs: random tests that a slow machine cannot fail, and no way out of this machine."""

import ipaddress
import sys

from hypothesis import HealthCheck, settings

settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


def _loopback_only(event: str, args: tuple[object, ...]) -> None:
    """Refuse a connection to anywhere but this machine: the outside world is the simulator."""
    if event != "socket.connect" or not isinstance(address := args[1], tuple):
        return
    if address[0] != "localhost" and not ipaddress.ip_address(address[0]).is_loopback:
        raise RuntimeError(f"a test tried to connect to {address[0]}")


sys.addaudithook(_loopback_only)
