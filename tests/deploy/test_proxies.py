"""Whose word about a client's address is taken: the proxy's, and not the client's own."""

import asyncio
from ipaddress import ip_address, ip_network
from typing import Any

import pytest
import yaml
from tests.deploy.reading import ROOT
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

COMPOSE = yaml.safe_load((ROOT / "deploy" / "compose.yaml").read_text())
PROXY = str(COMPOSE["services"]["proxy"]["networks"]["front"]["ipv4_address"])
BELIEVED = {
    "compose": str(COMPOSE["x-app"]["environment"]["FORWARDED_ALLOW_IPS"]),
    "kubernetes": str(
        yaml.safe_load((ROOT / "deploy" / "kubernetes" / "configuration.yaml").read_text())["data"][
            "FORWARDED_ALLOW_IPS"
        ]
    ),
}
AT = {"compose": PROXY, "kubernetes": "10.244.3.7"}
CLIENT, FORGED = "203.0.113.9", "198.51.100.1"


def seen(believed: str, peer: str, *forwarded: str) -> str:
    """The address that the application takes for the client's, by uvicorn's own rule."""
    found: dict[str, Any] = {}

    async def app(scope: Any, _receive: Any, _send: Any) -> None:
        found.update(scope)

    headers = [(b"x-forwarded-for", value.encode()) for value in forwarded]
    scope: Any = {"type": "http", "client": (peer, 1), "scheme": "http", "headers": headers}
    asyncio.run(ProxyHeadersMiddleware(app, believed)(scope, None, None))  # type: ignore[arg-type]  # neither is used
    return str(found["client"][0])


@pytest.mark.parametrize("place", BELIEVED)
def test_the_proxy_is_believed(place: str) -> None:
    assert seen(BELIEVED[place], AT[place], CLIENT) == CLIENT


@pytest.mark.parametrize("place", BELIEVED)
@pytest.mark.parametrize("forwarded", [(f"{FORGED}, {CLIENT}",), (FORGED, CLIENT), (f"{FORGED},x,{CLIENT}",)], ids=str)
def test_what_the_client_wrote_before_it_is_not(place: str, forwarded: tuple[str, ...]) -> None:
    assert seen(BELIEVED[place], AT[place], *forwarded) == CLIENT


@pytest.mark.parametrize("place", BELIEVED)
@pytest.mark.parametrize("peer", ["172.18.0.5", "192.168.1.4", "203.0.113.9", "127.0.0.1"])
def test_nobody_else_is(place: str, peer: str) -> None:
    assert seen(BELIEVED[place], peer, FORGED) == peer


def test_the_proxy_meets_the_api_in_a_network_of_their_own() -> None:
    inside = {name for name, service in COMPOSE["services"].items() if "front" in service.get("networks", ())}
    assert inside == {"proxy", "api"}
    (addresses,) = COMPOSE["networks"]["front"]["ipam"]["config"]
    assert BELIEVED["compose"] == PROXY and ip_address(PROXY) in ip_network(addresses["subnet"])
    assert ip_address(PROXY) not in ip_network(addresses["ip_range"]), "an API process could be given it"
