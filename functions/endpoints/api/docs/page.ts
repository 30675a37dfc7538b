import { hash } from "node:crypto";
import type { Page } from "../page.ts";
import type { ApiDescription } from "./document.ts";
import type { Listed } from "./operation-view.ts";
import { script } from "./script.ts";
import { style } from "./style.ts";

/** `/docs`: the API's description as a page to read, complete in itself; made at the first request. */
export function docsPage(options: { readonly describe: () => Promise<object>; readonly publicUrl: string }): Page {
  let page: Promise<string> | undefined;
  return {
    path: "/docs",
    async answer() {
      page ??= render(options);
      return { status: 200, headers: pageHeaders, body: await page };
    },
  };
}

const pageHeaders = {
  "Content-Type": "text/html; charset=utf-8",
  "Cache-Control": "public, max-age=300",
  // Exactly our own style and script may run, and nothing may be loaded from anywhere.
  "Content-Security-Policy": `default-src 'none'; style-src '${sha256(style)}'; script-src '${sha256(script)}'; frame-ancestors 'none'; base-uri 'none'`,
};

async function render(options: {
  readonly describe: () => Promise<object>;
  readonly publicUrl: string;
}): Promise<string> {
  const { html, raw } = await import("hono/html");
  const { ApiDescription } = await import("./document.ts");
  const { inlineCode } = await import("./inline-code.ts");
  const { operationView } = await import("./operation-view.ts");
  const api = ApiDescription.parse(await options.describe());
  const context = { schemas: api.components.schemas, publicUrl: options.publicUrl };
  const groups = [...Map.groupBy(operations(api), ({ operation }) => operation.tags[0])];
  const page = await html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${api.info.title}</title>
<style>${raw(style)}</style>
</head>
<body>
<nav aria-label="Operations">
<h1>${api.info.title}</h1>
<p class="version">${api.info.version} · <a href="/v1/openapi.json">OpenAPI 3.1</a></p>
<input type="search" placeholder="Search operations" aria-label="Search operations (press /)">
<p class="none" hidden>No operation has all these words.</p>
${groups.map(([tag, listed]) => html`<div class="group"><h2>${tag}</h2><ul>${listed.map((one) => link(html, one))}</ul></div>`)}
</nav>
<main>
<header><h2>${api.info.title}</h2>
${api.info.description.split("\n\n").map((paragraph) => html`<p>${inlineCode(paragraph)}</p>`)}
</header>
${groups.map(([tag, listed]) => html`<h2>${tag}</h2>${listed.map((one) => operationView(one, context))}`)}
</main>
<script>${raw(script)}</script>
</body>
</html>`;
  return page.toString();
}

function link(html: typeof import("hono/html").html, { method, path, operation }: Listed) {
  const words = `${method} ${path} ${operation.summary} ${operation.tags[0]} ${operation.operationId}`.toLowerCase();
  return html`<li data-words="${words}"><a href="#${operation.operationId}"><span class="method ${method}">${method}</span><span>${operation.summary.replace(/\.$/, "")}</span></a></li>`;
}

function operations(api: ApiDescription): Listed[] {
  return Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
}

function sha256(text: string): string {
  return `sha256-${hash("sha256", text, "base64")}`;
}
