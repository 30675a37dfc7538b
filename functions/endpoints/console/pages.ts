import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { byMethod, type Exchange, type HttpReply, type Resource } from "../http/exchange.ts";
import { type StaticFolder, staticFolder } from "../http/static-folder.ts";
import { letterFile } from "../theme/page-letters.ts";
import { consoleTokens } from "../theme/tokens.ts";

const closed = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'";
const policy = `default-src 'self'; ${closed}`;

const pageHeaders = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  // The browser revalidates each time and gets 304 while the file is unchanged.
  "Cache-Control": "no-cache",
};

const pages: Readonly<Record<string, string>> = { "/": "index.html" };
/** Pages that were here before they became pages of the console. */
const moved: Readonly<Record<string, string>> = { "/inbox": "/console/inbox", "/tickets": "/console/clients" };
/** The built pages of the console (hosts/build/console-app.ts), and their files, whose names change with their content. */
const appPage = "app/index.html";
const appFiles = /^app\/assets\/[\w.-]+-[\w-]{8}\.\w+$/;
/** The inbox and test calls connect to the servers of calls, and the inbox plays recordings from where files are stored. */
const appPolicy = (callOrigins: readonly string[]) =>
  [
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; media-src 'self' https:",
    ["connect-src 'self'", ...callOrigins].join(" "),
    closed,
  ].join("; ");
const filesPrefix = "/console/";
const parserPrefix = "/console/eventsource-parser/";

/** The console's pages and the files they load. */
export function consolePages(
  staticRoot: string,
  callServers: readonly string[],
): (exchange: Exchange) => Resource | undefined {
  const web = staticFolder(join(staticRoot, "functions/endpoints/console/web"));
  // The command line uses the same parser for server-sent events. Browsers can load its modules unchanged.
  const parser = staticFolder(dirname(fileURLToPath(import.meta.resolve("eventsource-parser/stream"))));

  const headers = { ...pageHeaders, "Content-Security-Policy": policy };
  const appHeaders = { ...pageHeaders, "Content-Security-Policy": appPolicy(callServers.flatMap(originsOf)) };
  const appFileHeaders = { ...appHeaders, "Cache-Control": "public, max-age=31536000, immutable" };
  const letterHeaders = { ...headers, "Cache-Control": "public, max-age=86400" };
  const tokens = {
    status: 200,
    headers: { ...headers, "Content-Type": "text/css; charset=utf-8" },
    body: consoleTokens(),
  };
  const file = (folder: StaticFolder, name: string, at: Place) => fileWith(headers, folder, name, at);

  return ({ path, method }) => {
    const place = Object.hasOwn(moved, path) ? moved[path] : undefined;
    if (place !== undefined) return byMethod(path, { GET: redirectTo(place) }, method);
    const page = Object.hasOwn(pages, path) ? pages[path] : undefined;
    if (page !== undefined) return file(web, page, { route: path, method });
    if (path.startsWith(parserPrefix))
      return file(parser, path.slice(parserPrefix.length), { route: `${parserPrefix}*`, method });
    if (path === "/console/tokens.css") return byMethod(path, { GET: async () => tokens }, method);
    const name = path.startsWith(filesPrefix) ? path.slice(filesPrefix.length) : "";
    if (appFiles.test(name)) return fileWith(appFileHeaders, web, name, { route: `${filesPrefix}app/*`, method });
    const letters = letterFile(path, web);
    if (letters !== undefined) return fileWith(letterHeaders, web, letters, { route: path, method });
    if (web.has(name)) return file(web, name, { route: `${filesPrefix}*`, method });
    // Each page of the app has an address of its own, and a file has a dot in its name.
    const isPage = path === "/console" || (path.startsWith(filesPrefix) && !path.includes("."));
    if (isPage) return fileWith(appHeaders, web, appPage, { route: "/console/*", method });
    return undefined;
  };
}

const redirectTo =
  (place: string) =>
  async ({ search }: Exchange): Promise<HttpReply> => {
    const Location = `${place}${search === "" ? "" : `?${search}`}`;
    return { status: 308, headers: { ...pageHeaders, Location }, body: "" };
  };

/** A browser speaks to LiveKit by WebSocket, and asks it by HTTP why that failed. */
function originsOf(callServer: string): readonly string[] {
  const { host, protocol } = new URL(callServer);
  return /^(https|wss):$/.test(protocol) ? [`wss://${host}`, `https://${host}`] : [`ws://${host}`, `http://${host}`];
}

interface Place {
  readonly route: string;
  readonly method: string;
}

function fileWith(
  headers: Readonly<Record<string, string>>,
  folder: StaticFolder,
  name: string,
  { route, method }: Place,
): Resource | undefined {
  if (!folder.has(name)) return undefined;
  return byMethod(
    route,
    {
      GET: (exchange) => folder.answer(name, exchange, headers),
    },
    method,
  );
}
