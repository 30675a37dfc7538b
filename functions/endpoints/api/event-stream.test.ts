import { openTestApi } from "./test-api.ts";

let api: Awaited<ReturnType<typeof openTestApi>>;

beforeEach(async () => {
  api = await openTestApi();
});

afterEach(() => api.close());

describe("server-sent events", () => {
  it("sends each event, and an error as the last", async () => {
    const response = await api.get("/v1/things/stream", { Accept: "text/event-stream", "Last-Event-ID": "0" });
    const text = await response.text();
    expect(text).toContain('id: 12\nevent: thing\ndata: {"after":"0","wanted":true,"text":"line\\nbreak"}\n\n');
    expect(text).toMatch(/event: error\ndata: \{.*"code":"model-busy".*\}\n\n$/);
  });

  it("stops the handler when the client disconnects", async () => {
    const gone = new AbortController();
    const headers = { "X-Api-Key": "admin", "Last-Event-ID": "wait" };
    const response = await fetch(`${api.url}/v1/things/stream`, { headers, signal: gone.signal });
    await response.body?.getReader().read();
    gone.abort();
    await api.doings.streamEnded;
  });
});
