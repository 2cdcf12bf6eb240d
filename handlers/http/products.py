"""`PUT /products/{product_ref}`: a product, new or changed, and the link by which it is bought."""

import secrets
from http import HTTPStatus

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from handlers.http import answers, counter, intake, keys, parameters
from handlers.http.answers import ProductAnswer
from handlers.http.bodies import PutProduct
from handlers.http.idempotency import Reply
from handlers.http.openapi import WITH_BODY, refusals, takes
from handlers.http.paths import PREFIX
from handlers.http.problems import Fault, invalid
from handlers.http.sentences import sentence
from orders.errors import UnknownParty
from orders.model import Product

router = APIRouter(prefix=PREFIX, tags=["products"])

#: 12 hexadecimal digits: short enough to print, and no two products in practice share one.
CODE_BYTES = 6


@router.put(
    "/products/{product_ref}",
    summary="Add or change a product",
    responses={
        200: {"model": ProductAnswer},
        201: {"model": ProductAnswer},
        **refusals(*WITH_BODY),
    },
    openapi_extra=takes(PutProduct),
)
async def put_product(request: Request, product_ref: str) -> Response:
    """The Buy link stays the same when the product changes."""
    here = counter.of(request)
    await keys.caller(request, here)
    ref = parameters.ref(product_ref, "product_ref")
    body = await intake.body(request, PutProduct, here.context)
    async with here.office.store.write() as uow:
        try:
            seller_id = await here.seller_id(uow, body.seller_ref)
        except UnknownParty:
            raise invalid([Fault(sentence("unknown"), "#/seller_ref")]) from None
        product, created = await uow.products.put(product_of(ref, seller_id, body))
    buy, ask = here.links.buy(product.code), here.links.ask(product.code)
    answer = answers.product(product, body.seller_ref, buy, ask)
    status = HTTPStatus.CREATED if created else HTTPStatus.OK
    return Reply(status, answers.encode(answer)).response()


def product_of(ref: str, seller_id: int, body: PutProduct) -> Product:
    """The product as the body says, with a fresh code in case it is new."""
    return Product(
        0,
        ref,
        seller_id,
        secrets.token_hex(CODE_BYTES),
        body.title,
        body.price.money(),
        body.production_days,
        body.description,
    )
