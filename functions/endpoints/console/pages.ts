import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { byMethod, type Exchange, type Resource } from "../http/exchange.ts";
import { type StaticFolder, staticFolder } from "../http/static-folder.ts";

const pageHeaders = {
  "Content-Security-Policy":
    "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  // The browser revalidates each time and gets 304 while the file is unchanged.
  "Cache-Control": "no-cache",
};

const pages: Readonly<Record<string, string>> = {
  "/": "index.html",
  "/inbox": "inbox/index.html",
  "/tickets": "tickets/index.html",
};
const filesPrefix = "/console/";
const parserPrefix = "/console/eventsource-parser/";

/** The console's pages and the files they load. */
export function consolePages(staticRoot: string): (exchange: Exchange) => Resource | undefined {
  const web = staticFolder(join(staticRoot, "functions/endpoints/console/web"));
  // The command line uses the same parser for server-sent events. Browsers can load its modules unchanged.
  const parser = staticFolder(dirname(fileURLToPath(import.meta.resolve("eventsource-parser/stream"))));

  return ({ path, method }) => {
    const page = Object.hasOwn(pages, path) ? pages[path] : undefined;
    if (page !== undefined) return file(web, page, { route: path, method });
    if (path.startsWith(parserPrefix))
      return file(parser, path.slice(parserPrefix.length), { route: `${parserPrefix}*`, method });
    if (path.startsWith(filesPrefix))
      return file(web, path.slice(filesPrefix.length), { route: `${filesPrefix}*`, method });
    return undefined;
  };
}

function file(
  folder: StaticFolder,
  name: string,
  { route, method }: { readonly route: string; readonly method: string },
): Resource | undefined {
  if (!folder.has(name)) return undefined;
  return byMethod(
    route,
    {
      GET: (exchange) => folder.answer(name, exchange, pageHeaders),
    },
    method,
  );
}
