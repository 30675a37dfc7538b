import { once } from "node:events";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { trace } from "@opentelemetry/api";
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import { createLogger } from "../../../shared/telemetry/log.ts";
import { byMethod } from "./exchange.ts";
import { httpShell } from "./shell.ts";

const traceId = "0af7651916cd43dd8448eb211c80319c";
const parentId = "b7ad6b7169203331";
const exporter = new InMemorySpanExporter();
const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
let server: Server;

beforeAll(async () => {
  trace.setGlobalTracerProvider(provider);
  const handler = httpShell({
    async find({ path, method }) {
      if (path !== "/things/7") return undefined;
      const answer = async () => ({ status: 201, headers: {}, body: "{}" });
      return byMethod("/things/:id", { POST: answer }, method);
    },
    messages: { refused: "Refused", failed: "Failed" },
    log: createLogger({ level: "silent" }),
  });
  server = createServer((request, response) => void handler(request, response)).listen(0, "127.0.0.1");
  await once(server, "listening");
});

afterEach(() => exporter.reset());

afterAll(async () => {
  trace.disable();
  await provider.shutdown();
  server.close();
  await once(server, "close");
});

/** The spans of one request. They end when the response closes, shortly after the client receives it. */
async function spansOf(path: string, headers: Record<string, string> = {}) {
  const { port } = server.address() as AddressInfo;
  await (await fetch(`http://127.0.0.1:${port}${path}`, { method: "POST", headers })).text();
  while (exporter.getFinishedSpans().length === 0) await new Promise((resolve) => setImmediate(resolve));
  return exporter.getFinishedSpans();
}

describe("the server span", () => {
  it("links the caller's trace, with the route's template and the status", async () => {
    const spans = await spansOf("/things/7", { traceparent: `00-${traceId}-${parentId}-01` });
    expect(spans).toHaveLength(1);
    expect(spans[0]).toMatchObject({
      name: "POST /things/:id",
      links: [{ context: { traceId, spanId: parentId, isRemote: true }, attributes: { "link.kind": "caller" } }],
      attributes: { "http.request.method": "POST", "http.route": "/things/:id", "http.response.status_code": 201 },
    });
    expect(spans[0]?.parentSpanContext).toBeUndefined();
    expect(spans[0]?.spanContext().traceId).not.toBe(traceId);
  });

  it.each([
    ["without traceparent", {}],
    ["with one that is all zeros", { traceparent: `00-${"0".repeat(32)}-${parentId}-01` }],
    ["with one of the forbidden version", { traceparent: `ff-${traceId}-${parentId}-01` }],
    ["with one that is too long for its version", { traceparent: `00-${traceId}-${parentId}-01-more` }],
    ["with one that is endless", { traceparent: `01-${traceId}-${parentId}-01-${"a".repeat(4_000)}` }],
  ])("links nothing %s", async (_, headers: Record<string, string>) => {
    const [span] = await spansOf("/things/7", headers);
    expect(span).toMatchObject({ parentSpanContext: undefined, links: [] });
    expect(span?.spanContext().traceId).not.toBe(traceId);
  });

  it("has no path in its name for an unknown path", async () => {
    const [span] = await spansOf("/things/8");
    expect(span).toMatchObject({ name: "POST", attributes: { "http.response.status_code": 404 } });
  });
});
