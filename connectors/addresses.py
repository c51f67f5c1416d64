"""Addresses of articles in the one form that makes their identity: no credentials, trackers, fragments, AMP."""

import re
from urllib.parse import parse_qsl, quote, urljoin, urlsplit, urlunsplit

from courlan import normalize_url
from yarl import URL

from connectors import amp
from schemas.ids import digest
from schemas.redact import redact

LONGEST = 2_048
_ROUNDS = 100
"""More copies of copies than an address of that length can name."""
_TRACKERS = re.compile(
    r"^(?:utm_\w+|at_\w+|ns_\w+|mc_[ce]id|cmp(?:id)?|smid|s?cid|ncid|icid|tpcc|fbclid|gclid|gclsrc|gbraid|wbraid|yclid|"
    r"msclkid|dclid|twclid|ttclid|li_fat_id|srsltid|igshid|igsh|_g[al]|_hs\w+|hsa_\w+|(?:pk|mtm|matomo|piwik|oly|vero)_\w+|"
    r"wt[._]\w+|guc(?:counter|e_\w+)|soc_(?:src|trk)|mkt_tok|ocid|ref_?src|ref|referrer|from_?source|source_?platform|"
    r"traffic_source|xtor|partner|smtyp|linkid|spm|share_?id|__\w+)$",
    re.IGNORECASE,
)
_SECOND_LEVEL = frozenset(("co", "com", "org", "net", "gov", "gob", "edu", "ac", "in"))


def is_web(url: str) -> bool:
    """Whether `url` is an http or https address with a host."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and len(url) <= LONGEST


def canonical(url: str, *, secrets: frozenset[str] = frozenset()) -> str | None:
    """Gives the canonical form of a web address, or None where it is none.

    An AMP copy that its address gives away becomes the article that it is a copy of. http and https stay as they are,
    for a site may have one of them alone; schemas.ids.article_id makes them one.
    Query values in `secrets` (those of the feed's own address) are dropped, for an article's address is published.
    The form of a form is itself; an address whose form never settles has none.
    """
    for _ in range(_ROUNDS):
        formed = _formed(url, secrets)
        if formed is None or formed == url:
            return formed
        url = formed
    return None


def _formed(url: str, secrets: frozenset[str]) -> str | None:
    """Gives the form once; what it tidies may show a wrapped address that was none before (`/c//host`)."""
    if not is_web(url):
        return None
    try:
        # yarl knows how percent-encoding, IDN and default ports are written; courlan the order of a query's parts. It
        # takes `&amp_x` for an ampersand of HTML, so AMP's own parts go first.
        plain = URL(amp.unwrapped(url.strip())).with_user(None).with_fragment(None)
        plain = plain.with_host((plain.host or "").rstrip("."))
        parts = urlsplit(str(plain))
        parts = urlsplit(normalize_url(urlunsplit(parts._replace(query=_kept(parts.query, secrets)))))
        # normalize_url keeps fragments, which name a place in a page and not another page.
        query = _kept(parts.query, secrets)
    except ValueError:
        return None
    result = urlunsplit((parts.scheme, parts.netloc, amp.without_suffix(parts.path) or "/", query, ""))
    return result if is_web(result) and result.isprintable() else None


def _kept(query: str, secrets: frozenset[str]) -> str:
    """Gives what of a query tells one article from another."""
    return "&".join(pair for pair in query.split("&") if _tells(pair, secrets))


def _tells(pair: str, secrets: frozenset[str]) -> bool:
    name, _, _ = pair.partition("=")
    told = {value for _, value in parse_qsl(pair)}
    return bool(pair) and not _TRACKERS.match(name) and not amp.asks_for_amp(pair) and not told & secrets


def absolute(link: str, base: str) -> str | None:
    """Gives `link` as an absolute http or https address, seen from the page at `base`; None for any other scheme."""
    if not link.strip():
        return None
    try:
        joined = urljoin(base, link.strip())
    except ValueError:
        return None
    return joined if is_web(joined) and joined.isprintable() and " " not in joined else None


def site(url: str) -> str | None:
    """Gives the host of an address without `www.`, or None where it has none (`seed:…`)."""
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def same_owner(one: str, other: str) -> bool:
    """Whether two addresses belong to the same registered domain, as far as that can be told without a list of them."""
    return (first := owner(one)) is not None and first == owner(other)


def owner(url: str) -> str | None:
    """Gives the registered domain of an address, as far as that can be told without a list of them, or its IP address;
    None where it has no host.
    """
    host = site(url)
    if host is None or re.fullmatch(r"[\d.]+|.*:.*", host):
        return host
    labels = host.rstrip(".").split(".")
    return ".".join(labels[-3 if len(labels) > 2 and labels[-2] in _SECOND_LEVEL and len(labels[-1]) == 2 else -2 :])


def of_file(stem: str, title: str) -> str:
    """Gives the address of an article that came in a file and tells none: `seed:<stem>:<8 hexadecimal digits>`.

    It depends on the file's name and the article's title alone (docs/decisions/0041): the same file in another folder
    is the same article, a corrected text is a new version of it, and two articles in files of one name stay two.
    """
    return f"seed:{quote(stem[:200], safe='-_.')}:{digest('title', title)[:8]}"


def secrets(url: str) -> frozenset[str]:
    """Gives the query values of a feed's address that may be secrets: those that redact() hides."""
    shown = set(parse_qsl(urlsplit(redact(url)).query))
    return frozenset(value for name, value in parse_qsl(urlsplit(url).query) if (name, value) not in shown)
