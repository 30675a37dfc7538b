import { readBody } from "../../endpoints/http/body.ts";
import { serveFunction, type TestServer } from "../../endpoints/http/test-server.ts";
import { keepBodiesUnread } from "./unread-bodies.ts";

let server: TestServer;
let handled: string[];

beforeAll(async () => {
  keepBodiesUnread("/patched/");
  server = await serveFunction(async (request, response) => {
    const body = await readBody(request, 1_000);
    handled.push(`${request.originalUrl} ${body}`);
    response.writeHead(200).end();
  });
});

beforeEach(() => {
  handled = [];
});

afterAll(() => server.close());

const post = async (path: string) => {
  const headers = { "Content-Type": "application/json" };
  return (await fetch(`${server.url}${path}`, { method: "POST", headers, body: "{ not json" })).status;
};

describe("a body that functions-framework cannot parse", () => {
  it("reaches the function under a patched path", async () => {
    expect(await post("/patched/things")).toBe(200);
    expect(handled).toEqual(["/patched/things { not json"]);
  });

  it("is rejected before the function on other paths (once this fails, the patch is no longer needed)", async () => {
    expect(await post("/unpatched/things")).toBe(400);
    expect(handled).toEqual([]);
  });
});

describe("a path that Express cannot decode", () => {
  it("reaches the function under a patched path", async () => {
    expect(await post("/patched/%E0%A4%A")).toBe(200);
    expect(handled).toHaveLength(1);
  });

  it("is rejected on other paths (once this fails, that part of the patch is no longer needed)", async () => {
    expect(await post("/unpatched/%E0%A4%A")).toBe(400);
    expect(handled).toEqual([]);
  });
});
