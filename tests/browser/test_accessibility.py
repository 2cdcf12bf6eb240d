"""The audit by axe: no violations in any main state, light and dark, wide and narrow."""

import pytest
from axe_playwright_python.async_playwright import Axe

from tests.browser.conftest import Scheme, Visit
from tests.browser.desk import Desk

SCHEMES: tuple[Scheme, ...] = ("light", "dark")


async def _violations(desk: Desk) -> list[str]:
    """What is wrong, where: one line each."""
    found = await Axe().run(desk.page)
    return [
        f"{violation['id']}: {node['target']} {node.get('failureSummary', '')}"
        for violation in found.response["violations"]
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [1440, 360])
async def test_the_phones_have_no_violations(
    tidy: None, visit: Visit, scheme: Scheme, width: int
) -> None:
    """Before the first order, and with cards on the phones."""
    desk = await visit(width=width, scheme=scheme)
    assert await _violations(desk) == []
    await desk.follows_an_order()
    assert await _violations(desk) == []


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [1440, 360])
@pytest.mark.parametrize("panel", ["levers", "log", "tour"])
async def test_the_panels_have_no_violations(
    visit: Visit, scheme: Scheme, width: int, panel: str
) -> None:
    """Levers, log and story."""
    desk = await visit(width=width, scheme=scheme)
    await desk.opens(panel)
    assert await _violations(desk) == []
