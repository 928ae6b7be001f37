"""``/docs``: the API's operations as one plain page, made from the schema.

The usual interactive page loads its program from another host; this one works offline and under
the service's own content security policy.
"""

from __future__ import annotations

from html import escape

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

router = APIRouter()


@router.get("/docs", include_in_schema=False)
async def reference(request: Request) -> HTMLResponse:
    """Every operation: method, path, what it does, what it takes."""
    schema = request.app.openapi()
    rows = []
    for path, methods in schema["paths"].items():
        for method, operation in methods.items():
            taken = [p["name"] for p in operation.get("parameters", [])]
            body = operation.get("requestBody", {}).get("content", {})
            for content in body.values():
                name = content["schema"].get("$ref", "").rpartition("/")[2]
                taken += list(schema["components"]["schemas"].get(name, {}).get("properties", {}))
            rows.append(
                f"<tr><td><code>{method.upper()} {escape(path)}</code></td>"
                f"<td>{escape(operation.get('description') or operation.get('summary') or '')}</td>"
                f"<td><code>{escape(', '.join(taken))}</code></td></tr>"
            )
    head = f"<title>{escape(schema['info']['title'])} API</title>"
    style = '<link rel="stylesheet" href="/web/app.css">'
    body_html = (
        f"<main class='reference'><h1>{escape(schema['info']['title'])} API "
        f"{escape(schema['info']['version'])}</h1>"
        "<p>The machine-readable schema is at <a href='/openapi.json'>/openapi.json</a>.</p>"
        f"<table><tr><th>Operation</th><th>What it does</th><th>Takes</th></tr>{''.join(rows)}"
        "</table></main>"
    )
    return HTMLResponse(
        f"<!doctype html><html lang='en'><head><meta charset='utf-8'>"
        f"<meta name='viewport' content='width=device-width'>{head}{style}</head>"
        f"<body>{body_html}</body></html>"
    )
