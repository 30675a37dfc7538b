import { hash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { projectRoot } from "../../../shared/project-root.ts";

export interface Asset {
  readonly type: string;
  readonly bytes: Buffer;
  /** Changes with the content. */
  readonly tag: string;
}

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
};

const ownFiles = `base.css layout.css conversation.css icon.svg
  app.js api.js request.js events.js identity.js sessions.js view.js elements.js
  inbox/frame.css inbox/queue.css inbox/thread.css
  inbox/main.js inbox/inbox.js inbox/desk.js inbox/words.js inbox/times.js inbox/api.js inbox/follow.js
  inbox/queue.js inbox/queue-view.js inbox/keyed-list.js inbox/seen.js inbox/conversation.js inbox/timeline.js
  inbox/thread-view.js inbox/acts.js inbox/transfer.js inbox/outbox.js inbox/composer.js inbox/canned.js
  inbox/details.js inbox/presence.js inbox/alerts.js`.split(/\s+/);
// The same parser of server-sent events that the command line uses; a browser loads its modules as they are.
const parserFiles = ["stream.js", "parse.js", "errors.js"];

/** Finds the page's files, each read once. Only these exist: no path leads anywhere else. */
export function assets(): (path: string) => Promise<Asset | undefined> {
  const web = join(projectRoot, "functions/endpoints/console/web");
  const parser = dirname(fileURLToPath(import.meta.resolve("eventsource-parser/stream")));
  const files = new Map([
    ["/", join(web, "index.html")],
    ["/inbox", join(web, "inbox/index.html")],
    ...ownFiles.map((name) => [`/console/${name}`, join(web, name)] as const),
    ...parserFiles.map((name) => [`/console/eventsource-parser/${name}`, join(parser, name)] as const),
  ]);
  const read = new Map<string, Promise<Asset>>();

  return async (path) => {
    const file = files.get(path);
    if (file === undefined) return undefined;
    const known = read.get(path);
    if (known) return known;
    const asset = load(file);
    read.set(path, asset);
    return asset;
  };
}

async function load(file: string): Promise<Asset> {
  const bytes = await readFile(file);
  return {
    type: types[extname(file)] ?? "application/octet-stream",
    bytes,
    tag: `"${hash("sha256", bytes, "base64url")}"`,
  };
}
