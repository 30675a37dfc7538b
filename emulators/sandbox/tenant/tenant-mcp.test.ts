import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { type Sandbox, startSandbox } from "../../sandbox.ts";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
});
afterAll(() => sandbox.close());

const call = async (path: string, body?: object) => {
  const sent = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  const headers = { "content-type": "application/json" };
  return (await fetch(`${sandbox.url}${path}`, { ...sent, headers })).json() as Promise<unknown>;
};

it.each(["legacy", "auto"] as const)("offers a tenant's objects to an MCP client (%s)", async (mode) => {
  await call("/_sandbox/reset", {});
  await call("/_sandbox/tenant/objects", { path: "/orders", objects: [{ id: "order-7", status: "packed" }] });
  const client = new Client({ name: "test", version: "1" }, { versionNegotiation: { mode } });
  await client.connect(new StreamableHTTPClientTransport(new URL(`${sandbox.url}/tenant/mcp`)));
  const ask = async (name: string, args: Record<string, unknown>) => client.callTool({ name, arguments: args });
  expect((await ask("find_order", { order: "order-7" })).content).toMatchObject([
    { text: expect.stringContaining("packed") },
  ]);
  expect(await ask("find_order", { order: "order-8" })).toMatchObject({ isError: true });
  await ask("add_note", { order: "order-7", text: "Ring twice" });
  expect(await call("/_sandbox/tenant/effects")).toMatchObject([{ path: "/notes", body: { text: "Ring twice" } }]);
  await client.close();
});
