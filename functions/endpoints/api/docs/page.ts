import { join } from "node:path";
import type { Exchange, HttpReply } from "../../http/exchange.ts";
import { type StaticFolder, staticFolder } from "../../http/static-folder.ts";
import { escaped } from "../../theme/page-frame.ts";
import type { ApiPage } from "../pages/page.ts";
import { type Described, operationIndex } from "./operation-index.ts";
import { docsStyle } from "./style.ts";

const caching = { "Cache-Control": "public, max-age=300" };

const style = { status: 200, headers: { ...caching, "Content-Type": "text/css; charset=utf-8" }, body: docsStyle };

/**
 * `/docs`: every operation of the API, and the reference with test requests once somebody opens one. That is Scalar's page
 * (github.com/scalar/scalar), served from our own files. It works offline and loads nothing from another origin.
 */
export function docsPages({
  staticRoot,
  publicUrl,
  describe,
}: {
  readonly staticRoot: string;
  /** The server that receives test requests. */
  readonly publicUrl: string;
  describe(): Promise<Described>;
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
  const page = async (): Promise<HttpReply> => ({ status: 200, headers, body: html(server, await describe()) });
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

function html(server: string, described: Described): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="Every operation of the agent platform's API, with what it needs and answers.">
<title>Agent platform API</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/docs/page.css">
</head>
<body>
<div id="reference">
<main class="index">
<h1>Agent platform API</h1>
<p>Version ${escaped(described.info.version)}. The same as a document: <a href="/v1/openapi.json">OpenAPI</a>.</p>
<p><button type="button" id="open">Open the reference, with test requests</button> <span id="said" role="status"></span></p>
<noscript><p>The reference needs JavaScript. This list and the OpenAPI document do not.</p></noscript>
${operationIndex(described)}
</main>
</div>
<script src="/docs/start.js" data-reference="/docs/scalar.js" data-description="/v1/openapi.json" data-server="${server}"></script>
</body>
</html>
`;
}
