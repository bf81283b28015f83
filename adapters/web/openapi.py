"""What the API offers, as OpenAPI and as a page: only for who is signed in."""

from collections.abc import Iterable
from typing import Any

from fastapi import APIRouter, Request
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse, Response
from fastapi.routing import APIRoute
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from adapters.web.bodies import DIGITS_MAX
from adapters.web.guard import SIGNED_IN, needs_of
from adapters.web.render import page
from domain.commands import COMMANDS, Command

WITHOUT_NUL = r"^[^\x00]*$"
WITHIN = r"^\s*[^\s\x00][^\x00]{LEAST,}[^\s\x00]\s*$"
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
        bodies = _bodies(routes)
        schemas = found.setdefault("components", {}).setdefault("schemas", {})
        schemas |= {"Problem": PROBLEM, **bodies.pop("$defs", {})}
        for route in routes:
            for method in route.methods or ():
                _complete(found["paths"][route.path][method.lower()], route, bodies)
        app.openapi_schema = found
    schema: dict[str, Any] = app.openapi_schema
    return schema


def _command_of(route: APIRoute) -> type[Command] | None:
    [needs] = needs_of(route)
    return COMMANDS.get(needs.name) if needs.kind == "command" else None


def _bodies(routes: Iterable[APIRoute]) -> dict[Any, Any]:
    """Return the schema of each command, and `$defs`: together, so that no two share a name."""
    models = [model for route in routes if (model := _command_of(route)) is not None]
    asked: list[tuple[type[Command], JsonSchemaMode]] = [(each, "validation") for each in models]
    schemas, common = models_json_schema(asked, ref_template=REF)
    _tell_bounds(common)
    return {**{model: schema for (model, _), schema in schemas.items()}, **common}


def _tell_bounds(schema: Any) -> None:
    """Say in a schema and all in it what holds for every number, text and list of a body."""
    if isinstance(schema, list):
        for each in schema:
            _tell_bounds(each)
    elif isinstance(schema, dict):
        if schema.get("type") in TELLING:
            TELLING[schema["type"]](schema)
        for each in schema.values():
            _tell_bounds(each)


def _of_list(schema: dict[str, Any]) -> None:
    """Bounds that are checked after a list was sorted are written as if they were of a text."""
    for wrong, right in (("minLength", "minItems"), ("maxLength", "maxItems")):
        if wrong in schema:
            schema |= {right: schema.pop(wrong), "uniqueItems": True}
    if schema.get("items", {}).keys() & {"prefixItems", "$ref"}:
        schema["uniqueItems"] = True  # lines that begin with their key


def _of_integer(schema: dict[str, Any]) -> None:
    if "const" not in schema:
        schema.setdefault("maximum", 10**DIGITS_MAX - 1)
        schema.setdefault("minimum", 1 - 10 ** (DIGITS_MAX - 1))


def _of_text(schema: dict[str, Any]) -> None:
    """Bounds of a text hold for what is left when the blanks around it are gone."""
    if not schema.keys() & {"pattern", "format", "enum", "const"}:
        least = schema.get("minLength", 0)
        schema["pattern"] = WITHIN.replace("LEAST", str(least - 2)) if least > 1 else WITHOUT_NUL


TELLING = {"array": _of_list, "integer": _of_integer, "string": _of_text}


def _complete(operation: dict[str, Any], route: APIRoute, bodies: dict[Any, Any]) -> None:
    """Add the body of a command, and the form of every refusal."""
    if (model := _command_of(route)) is not None:
        operation["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": bodies[model]}},
        }
    problem = {"application/problem+json": {"schema": {"$ref": REF.format(model="Problem")}}}
    operation["responses"].pop("422", None)
    operation["responses"]["default"] = {"description": "Problem", "content": problem}
