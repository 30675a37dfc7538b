import type { Logger } from "../../../shared/telemetry/log.ts";
import type { StatusReader } from "../../engines/sla/status/read-status.ts";
import { byMethod, type Exchange, type HttpReply, type Resource } from "../http/exchange.ts";
import { dataHeaders } from "../http/headers.ts";
import { type HttpHandler, httpShell } from "../http/shell.ts";
import { missingPage, statusPage } from "./page.ts";
import { styleHash } from "./style.ts";
import { isStatusLanguage } from "./words.ts";

const pageHeaders = {
  ...dataHeaders,
  "Content-Type": "text/html; charset=utf-8",
  "Content-Security-Policy": `default-src 'none'; style-src ${styleHash}; img-src 'self'; font-src 'self'; base-uri 'none'; frame-ancestors 'none'`,
  // Caches in between may keep it, so that a crowd during an outage reaches the service once in half a minute.
  "Cache-Control": "public, max-age=30, stale-if-error=600",
};
const pathForm = /^\/status\/([a-z0-9-]{3,48})$/;

/** Public status pages, `/status/<slug>`, in English, Hindi and Urdu (`?lang=`). */
export function statusFunction({ read, log }: { readonly read: StatusReader; readonly log: Logger }): HttpHandler {
  const messages = { refused: "Status page refused", failed: "Status page failed" };
  return httpShell({ find, messages, log });

  async function find({ path, method }: Exchange): Promise<Resource | undefined> {
    const [, slug] = pathForm.exec(path) ?? [];
    return byMethod("/status/:slug", { GET: (exchange) => show(slug, exchange) }, method);
  }

  async function show(slug: string | undefined, { search }: Exchange): Promise<HttpReply> {
    const status = slug === undefined ? undefined : await read(slug);
    if (!status) return { status: 404, headers: pageHeaders, body: missingPage() };
    const wanted = new URLSearchParams(search).get("lang");
    const language = isStatusLanguage(wanted) ? wanted : status.language;
    return { status: 200, headers: pageHeaders, body: statusPage(status, language) };
  }
}
