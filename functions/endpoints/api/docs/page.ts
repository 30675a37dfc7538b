import { join } from "node:path";
import type { Exchange, HttpReply } from "../../http/exchange.ts";
import { type StaticFolder, staticFolder } from "../../http/static-folder.ts";
import type { ApiPage } from "../page.ts";
import { docsStyle } from "./style.ts";

const caching = { "Cache-Control": "public, max-age=300" };

const style = { status: 200, headers: { ...caching, "Content-Type": "text/css; charset=utf-8" }, body: docsStyle };

/**
 * `/docs`: the API reference, with test requests. It is Scalar's page (github.com/scalar/scalar), served from our own
 * files. It works offline and loads nothing from another origin.
 */
export function docsPages({
  staticRoot,
  publicUrl,
}: {
  readonly staticRoot: string;
  /** The server that receives test requests. */
  readonly publicUrl: string;
}): ApiPage[] {
  let opened: StaticFolder | undefined;
  const file = (name: string): ApiPage => ({
    path: `/docs/${name}`,
    answer(exchange: Exchange) {
      opened ??= staticFolder(join(staticRoot, "functions/endpoints/api/docs/web"));
      return opened.answer(name, exchange, caching);
    },
  });
  const server = new URL(publicUrl).origin;
  const headers = { ...caching, "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy(server) };
  const page = async (): Promise<HttpReply> => ({ status: 200, headers, body: html(server) });
  return [
    { path: "/docs", answer: page },
    file("scalar.js"),
    file("start.js"),
    { path: "/docs/page.css", answer: async () => style },
  ];
}

/** The minimum that Scalar needs: it writes style elements and attributes at run time, and its icons are data URLs. */
function policy(server: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    `connect-src 'self' ${server}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

function html(server: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Agent platform API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/docs/page.css">
</head>
<body>
<noscript>This page needs JavaScript. The <a href="/v1/openapi.json">OpenAPI document</a> does not.</noscript>
<div id="reference"></div>
<script src="/docs/scalar.js"></script>
<script src="/docs/start.js" data-description="/v1/openapi.json" data-server="${server}"></script>
</body>
</html>
`;
}
