import { connect } from "node:net";
import { openTestApi, problem } from "./test-api.ts";

let api: Awaited<ReturnType<typeof openTestApi>>;

beforeEach(async () => {
  api = await openTestApi();
});

afterEach(() => api.close());

describe("bad bodies", () => {
  it.each([
    ["truncated JSON", '{"name":', 400, "body-not-json"],
    ["JSON with a syntax error", '{"name": "a",}', 400, "body-not-json"],
    ["no body", "", 400, "body-missing"],
    ["a body that is not an object", '"text"', 422, "body-invalid"],
    ["a wrong type", '{"name": 1}', 422, "body-invalid"],
    ["a missing field", "{}", 422, "body-invalid"],
    ["a body over 1 MiB", `{"name":"${"x".repeat(1024 * 1024)}"}`, 413, "body-too-large"],
    ["a body of 10 MB", `{"name":"${"x".repeat(10_000_000)}"}`, 413, "body-too-large"],
  ])("rejects %s", async (_, body, status, code) => {
    expect(await problem(api.post(body))).toMatchObject({ status, code });
    expect(api.doings.calls).toBe(0);
  });

  it("reports the position of a JSON syntax error", async () => {
    expect((await problem(api.post('{"name": "a",}'))).detail).toContain("line 1 column 14");
  });

  it("points at every invalid field and suggests a name for a misspelt one", async () => {
    const refused = await problem(api.post({ nam: "x", inner: { size: "big", colour: 1 } }));
    expect(refused.errors).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ pointer: "/name" }),
        expect.objectContaining({ pointer: "/inner/size" }),
        { pointer: "/inner/colour", detail: "Unknown field; known fields are size." },
        { pointer: "/nam", detail: "Unknown field; did you mean `name`?" },
      ]),
    );
  });

  it("points at the first fifty fields of many, shortly, and says how many there are", async () => {
    const body = Object.fromEntries(
      Array.from({ length: 5_000 }, (_, at) => [`${at}${"x".repeat(at === 0 ? 5_000 : 5)}`, 1]),
    );
    const refused = await problem(api.post(body));
    expect(refused.errors).toHaveLength(50);
    expect(refused.errors.every(({ pointer }) => pointer.length <= 501)).toBe(true);
    expect(refused.detail).toMatch(/^5001 fields are invalid: .* The first 50 are listed\.$/);
  });

  it("refuses other media types, other encodings and what is not UTF-8", async () => {
    expect(await problem(api.post("name=x", { "Content-Type": "text/plain" }))).toMatchObject({ status: 415 });
    expect(await problem(api.post("{}", { "Content-Encoding": "gzip" }))).toMatchObject({ status: 415 });
    const bytes = Buffer.from([0x22, 0xff, 0x22]);
    const headers = { "X-Api-Key": "admin", "Content-Type": "application/json" };
    const refused = fetch(`${api.url}/v1/things`, { method: "POST", headers, body: bytes });
    expect(await problem(refused)).toMatchObject({ status: 400, code: "body-not-utf8" });
  });

  it("names the invalid query parameter", async () => {
    const refused = await problem(api.get("/v1/things/x?limit=many"));
    expect(refused).toMatchObject({ status: 400, code: "parameter-invalid" });
    expect(refused.detail).toContain("query parameter limit");
  });

  it.each([
    ["/v1/things/x?limt=3", "did you mean `limit`?"],
    ["/v1/things/x?sort=name", "known parameters are limit."],
    ["/v1/things/x?__proto__=1", "query parameter __proto__"],
    ["/v1/things/stream?since=1", "query parameter since"],
  ])("names the unknown query parameter of %s", async (path, words) => {
    const refused = await problem(api.get(path));
    expect(refused).toMatchObject({ status: 400, code: "parameter-invalid" });
    expect(refused.detail).toContain(words);
  });

  it("survives a client that disconnects while sending its body", async () => {
    const { port, hostname } = new URL(api.url);
    const socket = connect(Number(port), hostname);
    const head = "POST /v1/things HTTP/1.1\r\nHost: x\r\nX-Api-Key: admin\r\nContent-Type: application/json\r\n";
    socket.write(`${head}Content-Length: 100\r\n\r\n{"name"`);
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    expect((await api.post({ name: "next" })).status).toBe(201);
    expect(api.doings.calls).toBe(1);
  });
});
