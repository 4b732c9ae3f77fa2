"""Where the traps stand: the address and the ref under which a connector meets each one."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from bolo.demo import shopify, woocommerce
from bolo.demo.goods import Kind
from bolo.demo.page import Site
from bolo.demo.shelves import Article, articles
from bolo.demo.traps import TrapKind


@dataclass(frozen=True, slots=True)
class Planted:
    """A trap in a shop. `ref` is the connector's for the Shopify and WooCommerce forms.

    A plain page is known by its `url`; so is every other one, if the query is left out.
    """

    kind: TrapKind
    shop: Kind
    title: str
    url: str
    ref: str | None


def planted(sites: Mapping[Kind, Site]) -> tuple[Planted, ...]:
    """Return every trap of these shops."""
    return tuple(
        Planted(one.trap.kind, shop, one.title, site.page_of(one), _ref(site, one))
        for shop, site in sites.items()
        for one in articles(shop)
        if one.trap is not None
    )


def _ref(site: Site, article: Article) -> str | None:
    host = urlsplit(site.url).netloc
    match article.shop:
        case Kind.SHOPIFY:
            return f"{host}/{shopify.product_id(article)}:{shopify.variant_id(article, 0)}"
        case Kind.WOOCOMMERCE:
            return f"{host}/{woocommerce.product_id(article)}"
        case Kind.PLAIN:
            return None
