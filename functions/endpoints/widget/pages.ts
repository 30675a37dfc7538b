import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { byMethod, type Exchange, type HttpReply, type Resource } from "../http/exchange.ts";
import { staticFolder } from "../http/static-folder.ts";

const anySite = {
  "Access-Control-Allow-Origin": "*",
  "Cross-Origin-Resource-Policy": "cross-origin",
};
const forMinutes = { ...anySite, "Cache-Control": "public, max-age=300" };
const forGood = { ...anySite, "Cache-Control": "public, max-age=31536000, immutable" };

const loader = "widget.js";
const modulePath = /^\/widget\/app\/([\w-]+)\/([\w.-]+\.js)$/;

/**
 * The script that pages of any site load, and the modules that it loads. The modules' path contains their version, so
 * that browsers keep them for good and never mix them with those of another release. The script is asked for again.
 */
export function widgetPages(staticRoot: string): (exchange: Exchange) => Resource | undefined {
  const folder = join(staticRoot, "functions/endpoints/widget/web");
  const web = staticFolder(folder);
  let script: Promise<string> | undefined;

  return ({ path, method }) => {
    if (path === "/widget.js") return byMethod(path, { GET: sendScript }, method);
    if (path === "/widget/demo.css")
      return byMethod(path, { GET: (exchange) => web.answer("demo.css", exchange, forMinutes) }, method);
    const [, version, name = ""] = modulePath.exec(path) ?? [];
    if (!web.has(name) || name === loader) return undefined;
    const caching = version === web.version ? forGood : forMinutes;
    return byMethod("/widget/app/*", { GET: (exchange) => web.answer(name, exchange, caching) }, method);
  };

  async function sendScript(): Promise<HttpReply> {
    script ??= readFile(join(folder, loader), "utf8");
    const headers = { ...forMinutes, "Content-Type": "text/javascript; charset=utf-8" };
    return { status: 200, headers, body: (await script).replaceAll("__VERSION__", web.version) };
  }
}
