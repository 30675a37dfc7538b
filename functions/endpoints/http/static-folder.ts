import { hash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import type { IncomingMessage } from "node:http";
import { extname, join, relative } from "node:path";
import sirv from "sirv";
import { Problem } from "../../../shared/http/problem.ts";
import type { Exchange, HttpReply } from "./exchange.ts";
import { header } from "./headers.ts";

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
};

/** The files of one folder, for browsers. */
export interface StaticFolder {
  has(name: string): boolean;
  /** Changes with the content of any file. */
  readonly version: string;
  /** Answers with the file, or with 304 when the browser has it already. `headers` are added to those of the shell. */
  answer(name: string, exchange: Exchange, headers: Readonly<Record<string, string>>): Promise<HttpReply>;
}

/**
 * Opens a folder of pages, styles, scripts and icons. The list of its files is read once, so that no path leads out of
 * the folder. A file `x.js.br` or `x.js.gz` beside `x.js` is sent in its place where the browser accepts it.
 */
export function staticFolder(folder: string): StaticFolder {
  const tags = contentTags(folder);
  const serve = sirv(folder, { extensions: [], gzip: true, brotli: true });

  return {
    has: (name) => tags.has(name),
    version: hash("sha256", [...tags.values()].join("\0"), "base64url").slice(0, 12),
    async answer(name, exchange, headers) {
      const { request, response } = exchange;
      const tag = tags.get(name);
      if (tag === undefined) throw new Problem(404, "path-unknown", "There is no such file.");
      const all = { ...exchange.headers, ...headers, ETag: tag, "Content-Type": types[extname(name)] ?? "" };
      if (hasTag(request, tag)) {
        response.writeHead(304, all).end();
        return { written: true };
      }
      response.setHeaders(new Map(Object.entries(all)));
      // sirv reads these two alone. Without `Range` it always sends the whole file.
      const { range: _, ...asked } = request.headers;
      serve({ url: `/${name}`, headers: asked } as IncomingMessage, response);
      return { written: true };
    },
  };
}

/**
 * A tag of the content for each file. sirv would make it from size and time, but the times in a deployed image are all
 * the same, and a file that changes without growing would never be loaded again.
 */
function contentTags(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && types[extname(entry.name)] !== undefined)
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  return new Map(
    files.map((file) => [relative(folder, file), `W/"${hash("sha256", readFileSync(file), "base64url")}"`]),
  );
}

function hasTag(request: IncomingMessage, tag: string): boolean {
  const given = header(request, "if-none-match") ?? "";
  return given.split(",").some((each) => each.trim() === tag);
}
