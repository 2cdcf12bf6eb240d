"""The type of a method's implementation. It holds none."""

from collections.abc import Awaitable, Callable

from simulator.telegram.params import Params
from simulator.telegram.service import Telegram

#: Does the call and returns the `result`; awaitable for getUpdates.
Method = Callable[[Telegram, Params], object | Awaitable[object]]
