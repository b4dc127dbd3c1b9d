"""The routes of an application, one by one, however they were put together."""

from collections.abc import Iterator, Sequence

from starlette.routing import BaseRoute


def walk_routes(routes: Sequence[BaseRoute], prefix: str = "") -> Iterator[tuple[str, BaseRoute]]:
    """Yield every route with its whole path: those of included routers, and those of mounted applications.

    Args:
        routes: ``application.routes``.
        prefix: The path of what they are mounted under.
    """
    for route in routes:
        included = getattr(route, "original_router", None)
        if included is not None:  # newer versions of FastAPI keep a router that is included as it is
            yield from walk_routes(included.routes, prefix + route.include_context.prefix)  # type: ignore[attr-defined]
            continue
        path, inner = prefix + getattr(route, "path", ""), getattr(route, "routes", None)
        if inner:
            yield from walk_routes(inner, path)
        else:
            yield path, route
