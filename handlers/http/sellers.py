"""`PUT /sellers/{seller_ref}`: a seller, new or changed, and the link that binds their Telegram."""

from dataclasses import replace
from http import HTTPStatus

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from handlers.http import answers, counter, intake, keys, parameters
from handlers.http.answers import SellerAnswer
from handlers.http.bodies import PutSeller
from handlers.http.counter import Defaults
from handlers.http.idempotency import Reply
from handlers.http.openapi import WITH_BODY, refusals, takes
from handlers.http.paths import PREFIX
from handlers.http.problems import Fault, invalid
from handlers.http.sentences import sentence
from orders.errors import UnknownParty
from orders.linking import invite_within
from orders.model import Seller
from orders.ports import UnitOfWork

router = APIRouter(prefix=PREFIX, tags=["sellers"])


@router.put(
    "/sellers/{seller_ref}",
    summary="Add or change a seller",
    responses={200: {"model": SellerAnswer}, 201: {"model": SellerAnswer}, **refusals(*WITH_BODY)},
    openapi_extra=takes(PutSeller),
)
async def put_seller(request: Request, seller_ref: str) -> Response:
    """Each answer holds a fresh invite link until a Telegram account is linked."""
    here = counter.of(request)
    await keys.caller(request, here)
    ref = parameters.ref(seller_ref, "seller_ref")
    body = await intake.body(request, PutSeller, here.context)
    async with here.office.store.write() as uow:
        if body.tariff is not None and await uow.tariffs.get(body.tariff) is None:
            raise invalid([Fault(sentence("unknown"), "#/tariff")])
        wanted = await _wanted(uow, ref, body, here.defaults)
        seller, created = await uow.people.put_seller(wanted)
        link = None
        if seller.telegram_id is None and here.links.username is not None:
            link = here.links.invite(await invite_within(here.office, uow, seller.id))
    status = HTTPStatus.CREATED if created else HTTPStatus.OK
    return Reply(status, answers.encode(answers.seller(seller, link))).response()


async def _wanted(uow: UnitOfWork, ref: str, body: PutSeller, defaults: Defaults) -> Seller:
    """The seller as the body says; whether it is disabled, and a plan left out, stay as they are."""
    fresh = Seller(
        0,
        ref,
        body.name,
        body.phone,
        body.email,
        body.locale or defaults.locale,
        body.timezone or defaults.timezone,
        None,
        tariff_ref=body.tariff,
    )
    try:
        known = await uow.people.seller_by_ref(ref)
    except UnknownParty:
        return fresh
    tariff = body.tariff or known.tariff_ref
    return replace(fresh, disabled_at=known.disabled_at, tariff_ref=tariff)
