"""Web addresses: made complete and comparable, freed of tracking marks, and told apart as public or private.

Follows the WHATWG URL standard where it matters to two addresses being the same (case of scheme and host, default
ports, dot segments, percent-encoding), and keeps what a server may tell apart (order of the query, trailing slash).
"""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import SplitResult, quote, unquote_to_bytes, urljoin, urlsplit

_DEFAULT_PORTS = {"http": 80, "https": 443}
_STRIP = re.compile(r"^[\x00-\x20]+|[\x00-\x20]+$|[\t\r\n]")
_SCHEME = re.compile(r"^[a-zA-Z][a-zA-Z0-9+.\-]*:")
_COMPLETE = re.compile(r"https?://[^/?#;][^;]*")
"""Addresses that joining to a base would leave as they are."""
_ESCAPED = re.compile(r"%[0-9a-fA-F]{2}")
_HOST_LABEL = re.compile(r"^[a-z0-9_]([a-z0-9_\-]{0,61}[a-z0-9_])?$")
_UNRESERVED = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_PATH_SAFE = "!$&'()*+,;=:@/~%|"
_QUERY_SAFE = "!$&'()*+,;=:@/?~%|[]"
_UNSAFE = {safe: re.compile(rf"[^\w.~{re.escape(safe.replace('%', ''))}-]") for safe in (_PATH_SAFE, _QUERY_SAFE)}
MAX_LENGTH = 8192
"""Longer addresses are no addresses (8192 is what common servers accept at most)."""

# Parameters that name the reader's way to the page and never the page itself.
_TRACKING = re.compile(
    r"^(utm_\w+|mtm_\w+|matomo_\w+|pk_(campaign|kwd|source|medium|content|cid)|piwik_\w+|hsa_\w+|_hs(enc|mi)|__hs\w+|"
    r"fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|ysclid|twclid|ttclid|igsh(id)?|li_fat_id|mc_(cid|eid)|"
    r"mkt_tok|vero_(id|conv)|oly_(anon|enc)_id|wickedid|rb_clickid|s_cid|cmpid|cmp|ns_(campaign|mchannel|source|linkname|fee)|"
    r"at_(campaign|medium|custom\w*|link_\w+|format|ptr_name|bbc_team)|xtor|spm|scm|_openstat|ref_src|ref_url|"
    r"smid|smtyp|partner_id_tracking|wt[_.](mc|zmc)(_\w+|\.\w+)?|guccounter|guce_referrer(_sig)?|ocid|__twitter_impression|"
    r"amp_js_v|amp_gsa|usqp|_ga|_gl|_ke|trk_?\w*|sc_cid|ito|ftag|sr_share|sharetype|share_?id|fb_action_\w+|fb_ref|fb_source)$",
    re.IGNORECASE,
)


def canonical_address(url: str, base: str = "", *, keep_fragment: bool = False, keep_tracking: bool = False) -> str:
    """Return `url` made complete against `base` and written in one way; empty when it is no http(s) address.

    Scheme and host are in lower case (the host in its ASCII form), default ports, credentials, dot segments and
    tracking parameters are removed, percent-encoding is uniform. The fragment goes unless it is to be kept; tracking
    parameters stay where the address is asked for and not compared.
    """
    if len(url) > MAX_LENGTH:
        return ""
    try:
        complete = _STRIP.sub("", url)
        if base and not _COMPLETE.fullmatch(complete):
            complete = urljoin(base, complete)
        parts = urlsplit(complete)
        port = parts.port
    except ValueError:
        return ""
    scheme = parts.scheme.lower()
    host = _ascii_host(parts)
    if scheme not in _DEFAULT_PORTS or not host or len(complete) > MAX_LENGTH:
        return ""
    place = host if port in (None, _DEFAULT_PORTS[scheme]) else f"{host}:{port}"
    path = _without_dots(_encoded(parts.path.replace("\\", "/"), _PATH_SAFE)) or "/"
    query = _encoded(parts.query, _QUERY_SAFE)
    query = query if keep_tracking else without_tracking(query)
    fragment = _encoded(parts.fragment, _QUERY_SAFE) if keep_fragment else ""
    return f"{scheme}://{place}{path}{f'?{query}' if query else ''}{f'#{fragment}' if fragment else ''}"


def without_tracking(query: str) -> str:
    """Return the query without the parameters that only tell where a reader came from; order is kept."""
    return "&".join(pair for pair in query.split("&") if pair and not _TRACKING.match(pair.partition("=")[0]))


def host_of(address: str) -> str:
    """Return the host of a complete address in lower case, without port; empty when it has none."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def origin_of(address: str) -> str:
    """Return scheme, host and port of a complete address, such as `https://courier.example:8443`; empty when none."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}" if parts.scheme and parts.netloc else ""


def site_of(address: str) -> str:
    """Return the host without the prefixes under which sites serve the same pages (`www.`, `m.`, `amp.`, `mobile.`)."""
    host = host_of(address)
    for prefix in ("www.", "m.", "amp.", "mobile."):
        if host.startswith(prefix) and host.count(".") > 1:
            return host.removeprefix(prefix)
    return host


def is_private_ip(ip: str) -> bool:
    """Tell whether an IP address is anything but a public one; what is no IP address counts as private.

    Covers loopback, link-local (and with it the clouds' metadata services), private and shared ranges, multicast,
    reserved ones, and IPv4 addresses wrapped into IPv6 (mapped, 6to4, Teredo, NAT64).
    """
    try:
        address = ipaddress.ip_address(ip.partition("%")[0])
    except ValueError:
        return True
    if isinstance(address, ipaddress.IPv6Address):
        inner = _wrapped(address)
        if inner is not None:
            return is_private_ip(str(inner))
    return not address.is_global or address.is_multicast or address.is_reserved


def _wrapped(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """Return the IPv4 address that an IPv6 address carries inside, or None."""
    if address.ipv4_mapped or address.sixtofour:
        return address.ipv4_mapped or address.sixtofour
    if address.teredo:
        return address.teredo[1]
    if address in ipaddress.IPv6Network("64:ff9b::/96"):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None


def _ascii_host(parts: SplitResult) -> str:
    """Return the host in ASCII and lower case, an IPv6 address in brackets; empty when it cannot be a host."""
    host = (parts.hostname or "").rstrip(".")
    if ":" in host:
        try:
            return f"[{ipaddress.IPv6Address(host).compressed}]"
        except ValueError:
            return ""
    try:
        ascii_host = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError:
        return ""
    labels = ascii_host.lower().split(".")
    return ".".join(labels) if all(_HOST_LABEL.match(label) for label in labels) and len(ascii_host) < 254 else ""


def _encoded(part: str, safe: str) -> str:
    """Percent-encode uniformly: escapes in upper case, unreserved characters bare, a stray `%` escaped."""

    if part.isascii() and not _UNSAFE[safe].search(part):
        return part

    def one(match: re.Match[str]) -> str:
        byte = unquote_to_bytes(match[0])
        return byte.decode("ascii") if byte[0] in _UNRESERVED else match[0].upper()

    marked = re.sub(r"%(?![0-9a-fA-F]{2})", "%25", part)
    return quote(_ESCAPED.sub(one, marked), safe=safe, errors="replace")


def _without_dots(path: str) -> str:
    """Resolve `.` and `..` segments, as RFC 3986, section 5.2.4, asks."""
    if "/." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments:
        if segment == "..":
            if len(kept) > 1:
                kept.pop()
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in {".", ".."}:
        kept.append("")
    return "/".join(kept)
