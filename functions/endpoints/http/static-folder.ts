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
  ".woff2": "font/woff2",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
};

/** The files of one folder, served to browsers. */
export interface StaticFolder {
  /** Of all its files, with their folders. */
  readonly names: readonly string[];
  has(name: string): boolean;
  /** Changes with the content of any file. */
  readonly version: string;
  /** Sends the file, or 304 if the browser has it. `headers` are added to those of the shell. */
  answer(name: string, exchange: Exchange, headers: Readonly<Record<string, string>>): Promise<HttpReply>;
}

/**
 * Opens a folder of pages, styles, scripts and icons. Its file list is read once, so no path can leave the folder. If the
 * browser accepts it, `x.js.br` or `x.js.gz` is sent instead of `x.js`.
 */
export function staticFolder(folder: string): StaticFolder {
  const tags = contentTags(folder);
  const serve = sirv(folder, { extensions: [], gzip: true, brotli: true });

  return {
    names: [...tags.keys()],
    has: (name) => tags.has(name),
    version: hash("sha256", [...tags.values()].join("\0"), "base64url").slice(0, 12),
    async answer(name, exchange, headers) {
      const { request, response } = exchange;
      const tag = tags.get(name);
      if (tag === undefined) throw new Problem(404, "path-unknown", "The file does not exist.");
      const all = { ...exchange.headers, ...headers, ETag: tag, "Content-Type": types[extname(name)] ?? "" };
      if (hasTag(request, tag)) {
        response.writeHead(304, all).end();
        return { written: true };
      }
      response.setHeaders(new Map(Object.entries(all)));
      // sirv reads only the URL and the headers. Without `Range`, it always sends the whole file.
      const { range: _, ...sirvHeaders } = request.headers;
      serve({ url: `/${name}`, headers: sirvHeaders } as IncomingMessage, response);
      return { written: true };
    },
  };
}

/**
 * A content hash per file. sirv would derive the tag from size and time. In a deployed image all times are equal, so a
 * change of the same size would never reach the browser.
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
