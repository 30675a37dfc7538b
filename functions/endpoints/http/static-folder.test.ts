import { once } from "node:events";
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { createLogger } from "../../../shared/telemetry/log.ts";
import { byMethod } from "./exchange.ts";
import { httpShell } from "./shell.ts";
import { staticFolder } from "./static-folder.ts";

let folder: string;
let server: Server | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "static-"));
});

afterEach(async () => {
  server?.close();
  if (server) await once(server, "close");
  server = undefined;
  rmSync(folder, { recursive: true });
});

/** Gives every file the same time, as in a deployed image. */
function write(name: string, content: string | Buffer): void {
  writeFileSync(join(folder, name), content);
  utimesSync(join(folder, name), 315_532_801, 315_532_801);
}

async function serve(): Promise<(name: string, headers?: Record<string, string>) => Promise<Response>> {
  const files = staticFolder(folder);
  const handler = httpShell({
    async find({ path, method }) {
      const name = path.slice(1);
      const answer = files.has(name)
        ? byMethod("/*", { GET: (exchange) => files.answer(name, exchange, {}) }, method)
        : undefined;
      return answer;
    },
    messages: { refused: "Refused", failed: "Failed" },
    log: createLogger({ level: "silent" }),
  });
  server = createServer((request, response) => void handler(request, response)).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return (name, headers = {}) =>
    fetch(`http://127.0.0.1:${port}/${name}`, { headers: { Connection: "close", ...headers } });
}

describe("a static folder", () => {
  it("sends the precompressed file if the browser accepts it", async () => {
    write("a.js", "// the file itself");
    write("a.js.br", brotliCompressSync("// the file beside it"));
    const get = await serve();
    const compressed = await get("a.js", { "Accept-Encoding": "br" });
    expect(compressed.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
    expect(await compressed.text()).toBe("// the file beside it");
    expect(await (await get("a.js", { "Accept-Encoding": "identity" })).text()).toBe("// the file itself");
  });

  it("compresses a file that has no precompressed version", async () => {
    write("a.css", "a { color: red }\n".repeat(200));
    const answer = await (await serve())("a.css", { "Accept-Encoding": "gzip" });
    expect(answer.headers.get("content-encoding")).toBe("gzip");
    expect(Number(answer.headers.get("content-length"))).toBeLessThan(300);
    expect(await answer.text()).toHaveLength(3_400);
  });

  it("returns 304 for unchanged content, but not for a change of the same size and time", async () => {
    write("a.js", "let a = 1;");
    const before = await (await serve())("a.js");
    const tag = before.headers.get("etag") ?? "";
    await before.text();
    server?.close();
    const same = await (await serve())("a.js", { "If-None-Match": tag });
    expect([same.status, await same.text()]).toEqual([304, ""]);
    server?.close();
    write("a.js", "let a = 2;");
    const changed = await (await serve())("a.js", { "If-None-Match": `"other", ${tag}` });
    expect([changed.status, await changed.text()]).toEqual([200, "let a = 2;"]);
  });

  it("ignores Range and sends the whole file", async () => {
    write("a.js", "let a = 1;");
    const answer = await (await serve())("a.js", { Range: "bytes=5-2" });
    expect([answer.status, await answer.text()]).toEqual([200, "let a = 1;"]);
  });

  it("contains only file types for browsers", () => {
    write("a.js", "");
    write("a.ts", "");
    write(".env", "");
    const files = staticFolder(folder);
    expect(["a.js", "a.ts", ".env", "../a.js", "a", ""].filter((name) => files.has(name))).toEqual(["a.js"]);
  });
});
