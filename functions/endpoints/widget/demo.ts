import type { Exchange, HttpReply } from "../http/exchange.ts";
import { dataHeaders } from "../http/headers.ts";
import type { CallOffer } from "./offer.ts";

/** As strict as a tenant's page may be, because the chat and its calls must work there. */
function headersFor({ livekit_url: livekit }: CallOffer): Readonly<Record<string, string>> {
  // LiveKit's client asks the server by HTTP when its socket fails.
  const connect = livekit === null ? "'self'" : `'self' ${livekit} ${livekit.replace(/^ws/, "http")}`;
  const policy = `default-src 'none'; script-src 'self'; style-src 'self'; connect-src ${connect}; img-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
  return { ...dataHeaders, "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy };
}

/** A demo of a tenant's web page with the chat. */
export function demoPage({ search }: Exchange, calls: CallOffer): HttpReply {
  const searchParams = new URLSearchParams(search);
  const client = attribute(searchParams.get("client") ?? "client_123");
  const language = attribute(searchParams.get("lang") ?? "en");
  const proactive = searchParams.get("proactive");
  const after = proactive === null ? "" : ` data-proactive-after="${attribute(proactive)}"`;
  const body = `<!doctype html>
<html lang="${language}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="A web page with the chat of ${client} in its corner.">
<title>Chat demo for ${client}</title>
<link rel="icon" href="/console/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/widget/demo.css">
<script src="/widget.js" data-client="${client}"${after} async></script>
</head>
<body>
<main>
  <h1>Chat demo for ${client}</h1>
  <p>This page represents your website. To show the chat in the corner, it only needs this line:</p>
  <pre><code>&lt;script src="https://HOST/widget.js" data-client="${client}" async&gt;&lt;/script&gt;</code></pre>
  <p>Ask for a person, then take over the conversation in the <a href="/console/inbox?client=${client}">inbox</a> or through the <a href="/docs">API</a>. Your reply appears here.</p>
</main>
</body>
</html>
`;
  return { status: 200, headers: headersFor(calls), body };
}

function attribute(text: string): string {
  return text.replace(/[^\w.-]/g, "");
}
