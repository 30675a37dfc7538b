import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { byMethod, type Exchange, type HttpReply, type Resource } from "../http/exchange.ts";
import { staticFolder } from "../http/static-folder.ts";
import { pageLook } from "../theme/page-look.ts";

const anySite = {
  "Access-Control-Allow-Origin": "*",
  "Cross-Origin-Resource-Policy": "cross-origin",
};
const shortCaching = { ...anySite, "Cache-Control": "public, max-age=300" };
const permanentCaching = { ...anySite, "Cache-Control": "public, max-age=31536000, immutable" };

const loader = "widget.js";
const modulePath = /^\/widget\/app\/([\w-]+)\/([\w.-]+\.js)$/;

/**
 * The script that any site can load, and its modules. The modules' path contains their version, so that browsers cache them
 * permanently and never mix releases. The script itself is revalidated.
 */
export function widgetPages(staticRoot: string): (exchange: Exchange) => Resource | undefined {
  const folder = join(staticRoot, "functions/endpoints/widget/web");
  const web = staticFolder(folder);
  let script: Promise<string> | undefined;

  return ({ path, method }) => {
    if (path === "/widget.js") return byMethod(path, { GET: sendScript }, method);
    if (path === "/widget/demo.css") return byMethod(path, { GET: sendLook }, method);
    const [, version, name = ""] = modulePath.exec(path) ?? [];
    if (!web.has(name) || name === loader) return undefined;
    const caching = version === web.version ? permanentCaching : shortCaching;
    return byMethod("/widget/app/*", { GET: (exchange) => web.answer(name, exchange, caching) }, method);
  };

  async function sendLook(): Promise<HttpReply> {
    return { status: 200, headers: { ...shortCaching, "Content-Type": "text/css; charset=utf-8" }, body: pageLook };
  }

  async function sendScript(): Promise<HttpReply> {
    script ??= readFile(join(folder, loader), "utf8");
    const headers = { ...shortCaching, "Content-Type": "text/javascript; charset=utf-8" };
    return { status: 200, headers, body: (await script).replaceAll("__VERSION__", web.version) };
  }
}
