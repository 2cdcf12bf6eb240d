"""A link as a QR code that a phone's camera reads. It knows no messenger."""

import asyncio
from io import BytesIO

import segno

#: Pixels of one module; with the quiet zone of four modules a link becomes some 450 pixels wide.
SCALE, QUIET_ZONE = 12, 4


async def picture(link: str) -> bytes:
    """The code as a PNG, drawn beside the event loop."""
    return await asyncio.to_thread(drawn, link)


def drawn(link: str) -> bytes:
    """The same, here and now. The middle level of correction stands a thumb on the print."""
    written = BytesIO()
    segno.make(link, error="m", micro=False).save(
        written, kind="png", scale=SCALE, border=QUIET_ZONE
    )
    return written.getvalue()
