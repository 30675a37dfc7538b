import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { StandIn } from "./http.ts";
import { storageRoutes } from "./storage/routes.ts";
import { createSigner } from "./storage/signed-url.ts";
import { createStore, StorageRefusal } from "./storage/store.ts";

const maxBodyBytes = 256 * 1024 * 1024;

/**
 * Emulates Cloud Storage's JSON API and signed links for Google's own client, in memory. It requires no authentication,
 * because the client sends none to a custom endpoint. It verifies signed links against the service account's key,
 * available at `GET /_standin/service-account`.
 */
export async function startStorage(options: { readonly port?: number; readonly host?: string } = {}): Promise<StandIn> {
  const host = options.host ?? "127.0.0.1";
  const handle = storageRoutes({ store: createStore(), signer: createSigner() });
  const server = createServer((request, response) => void answer(request, response));

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const url = new URL(request.url ?? "/", `http://${request.headers.host ?? host}`);
      const body = await readBody(request);
      const { method = "GET", headers } = request;
      const { status, headers: answerHeaders, content } = handle({ method, url, headers, body });
      response.writeHead(status, answerHeaders).end(method === "HEAD" ? undefined : content);
    } catch (error) {
      const code = error instanceof StorageRefusal ? error.status : 500;
      if (code === 500) console.error("storage stand-in failed", error);
      const message = error instanceof Error ? error.message : String(error);
      const content = JSON.stringify({ error: { code, message, errors: [{ message, reason: reasonOf(code) }] } });
      response.writeHead(code, { "content-type": "application/json; charset=UTF-8" }).end(content);
    }
  }

  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(options.port ?? 8095, host, resolve);
  });
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > maxBodyBytes) throw new StorageRefusal(413, "The stand-in accepts up to 256 MiB.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function reasonOf(status: number): string {
  return { 404: "notFound", 409: "conflict", 412: "conditionNotMet", 403: "forbidden" }[status] ?? "invalid";
}
