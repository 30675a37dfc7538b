import { serveMcp } from "../../../../shared/tools/mcp/mcp-server.fixture.ts";
import { runCli } from "../run-cli.ts";

const tool = { description: "Finds\u202e a parcel.", answer: () => ({ content: [] }) };
let server: Awaited<ReturnType<typeof serveMcp>>;

beforeAll(async () => {
  server = await serveMcp([
    { ...tool, name: "find", inputSchema: { type: "object", properties: { number: { type: "string" } } } },
    { ...tool, name: "odd", inputSchema: { type: "object", properties: { "a b": { type: "string" } } } },
  ]);
});
afterAll(() => server.close());

it("lists a server's tools with their digests, and says which cannot be used", async () => {
  const { stdout, exitCode } = await runCli(["mcp", "tools", `${server.url}/mcp`, "--json"]);
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toEqual([
    { name: "find", digest: expect.stringMatching(/^sha256:/), refused: null, description: "Finds a parcel." },
    {
      name: "odd",
      digest: expect.any(String),
      refused: expect.stringContaining("property"),
      description: expect.any(String),
    },
  ]);
  expect((await runCli(["mcp", "tools", `${server.url}/mcp`])).stdout).toContain("Cannot be used");
});

it("says what is wrong", async () => {
  expect(await runCli(["mcp", "tools", "nonsense"])).toMatchObject({ exitCode: 2 });
  const missing = await runCli(["mcp", "tools", `${server.url}/mcp`, "--bearer", "NO_SUCH_VARIABLE"]);
  expect(missing).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("NO_SUCH_VARIABLE") });
  server.misbehave((_, response) => Boolean(response.writeHead(200, { "content-type": "text/html" }).end("<p>Hi")));
  const page = await runCli(["mcp", "tools", `${server.url}/mcp`]);
  expect(page).toMatchObject({ exitCode: 1, stderr: expect.stringContaining("did not list its tools") });
});
