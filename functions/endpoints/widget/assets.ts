import { hash } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { IncomingMessage, ServerResponse } from "node:http";
import { extname, join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { projectRoot } from "../../../shared/project-root.ts";

const loader = "widget.js";
const modules = `main.js api.js talk.js thread.js store.js panel.js composer.js messages.js dom.js style.js
  words.js words-en.js words-hi.js words-ur.js`.split(/\s+/);
const demoFiles = ["demo.css"];

const types: Readonly<Record<string, string>> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
};

interface Asset {
  readonly type: string;
  readonly bytes: Buffer;
  readonly zipped: Buffer;
  readonly tag: string;
}

const zip = promisify(gzip);

/**
 * Serves the script and the modules it loads, to pages of any site. The modules' address has their version in it, so
 * that they are kept for good and never mixed with those of another release; the script itself is asked for again.
 */
export function widgetAssets(): (path: string, request: IncomingMessage, response: ServerResponse) => Promise<boolean> {
  let reading: ReturnType<typeof read> | undefined;
  return async (path, request, response) => {
    reading ??= read();
    const { version, assets } = await reading;
    const [, given, name] = /^\/widget\/app\/([\w-]+)\/([\w.-]+)$/.exec(path) ?? [];
    const asset = assets.get(name ?? path);
    if (!asset) return false;
    const forGood = given === version;
    send(asset, forGood ? "public, max-age=31536000, immutable" : "public, max-age=300", request, response);
    return true;
  };
}

function send(asset: Asset, caching: string, request: IncomingMessage, response: ServerResponse): void {
  const headers = {
    "Access-Control-Allow-Origin": "*",
    "Cache-Control": caching,
    "Content-Type": asset.type,
    "Cross-Origin-Resource-Policy": "cross-origin",
    ETag: asset.tag,
    Vary: "Accept-Encoding",
    "X-Content-Type-Options": "nosniff",
  };
  if (request.headers["if-none-match"] === asset.tag) {
    response.writeHead(304, headers).end();
    return;
  }
  const zipped = /\bgzip\b/.test(String(request.headers["accept-encoding"] ?? ""));
  const bytes = zipped ? asset.zipped : asset.bytes;
  const encoding = zipped ? { "Content-Encoding": "gzip" } : {};
  response.writeHead(200, { ...headers, ...encoding, "Content-Length": String(bytes.length) }).end(bytes);
}

async function read(): Promise<{ readonly version: string; readonly assets: ReadonlyMap<string, Asset> }> {
  const folder = join(projectRoot, "functions/endpoints/widget/web");
  const texts = await Promise.all(
    [loader, ...modules, ...demoFiles].map(async (name) => [name, await readFile(join(folder, name), "utf8")] as const),
  );
  const version = hash("sha256", texts.map(([, text]) => text).join("\0"), "base64url").slice(0, 12);
  const assets = new Map<string, Asset>();
  for (const [name, text] of texts)
    assets.set(
      name === loader ? "/widget.js" : name,
      await assetOf(name, withoutComments(text).replaceAll("__VERSION__", version)),
    );
  for (const name of demoFiles) rename(assets, name, `/widget/${name}`);
  return { version, assets };
}

function rename(assets: Map<string, Asset>, from: string, to: string): void {
  const asset = assets.get(from);
  if (!asset) return;
  assets.set(to, asset);
  assets.delete(from);
}

async function assetOf(name: string, text: string): Promise<Asset> {
  const bytes = Buffer.from(text);
  const tag = `"${hash("sha256", bytes, "base64url")}"`;
  return { type: types[extname(name)] ?? "application/octet-stream", bytes, zipped: await zip(bytes), tag };
}

/** Comments are for those who read the source; every page would load them. */
function withoutComments(text: string): string {
  return text.replace(/^ *\/\*\*[\s\S]*?\*\/\n/gm, "").replace(/^ *\/\/.*\n/gm, "");
}
