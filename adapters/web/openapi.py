"""What the API offers, as OpenAPI and as a page: only for who is signed in."""

from typing import Any

from fastapi import APIRouter, Request
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse, Response
from fastapi.routing import APIRoute

from adapters.web.guard import SIGNED_IN, needs_of
from adapters.web.render import page
from domain.commands import COMMANDS

REF = "#/components/schemas/{model}"
PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "code", "instance"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string"},
        "instance": {"type": "string"},
        "kept": {"type": "string", "format": "uuid"},
        "errors": {"type": "array", "items": {"type": "object"}},
    },
}
router = APIRouter()


@router.get("/openapi.json", dependencies=[SIGNED_IN])
def describe(request: Request) -> JSONResponse:
    """Return the whole API as OpenAPI."""
    return JSONResponse(document(request.app))


@router.get("/docs", dependencies=[SIGNED_IN])
def show_docs(request: Request) -> Response:
    """List every address of the API."""
    routes = [
        {
            "methods": ", ".join(sorted((route.methods or set()) - {"HEAD"})),
            "path": route.path,
            "summary": route.summary or (route.description or "").split("\n")[0],
        }
        for route in request.app.routes
        if isinstance(route, APIRoute) and route.path.startswith(("/api/", "/health"))
    ]
    return page(request, "docs.html", {"routes": routes})


def document(app: Any) -> dict[str, Any]:
    """Return the OpenAPI document. A body that is read strictly is described here by its model."""
    if app.openapi_schema is None:
        routes = [
            route
            for route in app.routes
            if isinstance(route, APIRoute) and route.path.startswith(("/api/", "/health"))
        ]
        found = get_openapi(title=app.title, version=app.version, routes=routes)
        schemas = found.setdefault("components", {}).setdefault("schemas", {})
        schemas["Problem"] = PROBLEM
        for route in routes:
            for method in route.methods or ():
                _complete(found["paths"][route.path][method.lower()], route, schemas)
        app.openapi_schema = found
    schema: dict[str, Any] = app.openapi_schema
    return schema


def _complete(operation: dict[str, Any], route: APIRoute, schemas: dict[str, Any]) -> None:
    """Add the body of a command, and the form of every refusal."""
    [needs] = needs_of(route)
    if needs.kind == "command" and needs.name in COMMANDS:
        model = COMMANDS[needs.name].model_json_schema(ref_template=REF)
        schemas.update(model.pop("$defs", {}))
        schemas[COMMANDS[needs.name].__name__] = model
        ref = {"$ref": REF.format(model=COMMANDS[needs.name].__name__)}
        operation["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": ref}},
        }
    problem = {"application/problem+json": {"schema": {"$ref": REF.format(model="Problem")}}}
    operation["responses"].pop("422", None)
    operation["responses"]["default"] = {"description": "Problem", "content": problem}
