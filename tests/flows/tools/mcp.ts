import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { until } from "../../contracts/open-platform.ts";
import { type Clinic, clinicYaml, openClinic } from "../stage/clinic.ts";
import { type Flow, newCustomer, newWord } from "../stage/flow.ts";

type Era = "2026" | "2025";
type Role = "admin" | "operator" | "viewer" | "service";

const readTools = [
  "search_knowledge",
  "list_conversations",
  "get_conversation",
  "list_config_versions",
  "get_config",
  "validate_config",
  "diff_config",
];

/** `/v1/mcp` as clients of both eras of the protocol use it. */
export function mcpFlows(world: Flow): void {
  let clinic: Clinic;
  const clients: Client[] = [];

  beforeAll(async () => {
    clinic = await openClinic(world.product);
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) await client.close();
  });

  async function connect(era: Era, role: Role = "admin", tenant = clinic.client): Promise<Client> {
    const token = await world.product.token(tenant, role);
    const client = new Client(
      { name: "flows", version: "1" },
      { versionNegotiation: { mode: era === "2026" ? { pin: "2026-07-28" } : "legacy" } },
    );
    const url = new URL(`${world.product.url}/v1/mcp`);
    await client.connect(new StreamableHTTPClientTransport(url, { authProvider: { token: async () => token } }));
    clients.push(client);
    return client;
  }

  async function call(client: Client, name: string, args: object) {
    const { isError = false, structuredContent, content } = await client.callTool({ name, arguments: { ...args } });
    const [first] = content;
    return { isError, data: structuredContent as never, text: first?.type === "text" ? first.text : "" };
  }

  async function waitingConversation(said: string): Promise<{ readonly id: string; readonly customer: string }> {
    const customer = newCustomer();
    await world.product.inbound({ to: clinic.whatsapp, from: customer, body: `${said}: connect me to a real person` });
    const sent = () => world.outside.sentTo(`whatsapp:${customer}`);
    await until("the customer is told", async () => (await sent()).length === 1);
    const client = await connect("2026");
    const { data } = await call(client, "list_conversations", { limit: 100 });
    const { items } = data as { items: { conversation_id: string; customer: { address: string } }[] };
    const id = items.find((item) => item.customer.address === customer)?.conversation_id;
    if (id === undefined) throw new Error("The conversation is not listed.");
    return { id, customer };
  }

  describe.each<Era>(["2026", "2025"])("a client of the %s era", (era) => {
    it("finds the tools that its role may use, each with schemas and annotations", async () => {
      const { tools } = await (await connect(era)).listTools();
      expect(tools.map(({ name }) => name).toSorted()).toEqual([...readTools, "reply", "push_config"].toSorted());
      for (const tool of tools) {
        expect(tool.outputSchema).toMatchObject({ type: "object" });
        expect(tool.description?.length).toBeGreaterThan(60);
        expect(tool.annotations).toMatchObject({ readOnlyHint: readTools.includes(tool.name) });
      }
      const names = async (role: Role) => (await (await connect(era, role)).listTools()).tools.map(({ name }) => name);
      expect((await names("viewer")).toSorted()).toEqual(readTools.toSorted());
      expect(await names("operator")).toContain("reply");
      expect(await names("operator")).not.toContain("push_config");
    });

    it("searches the knowledge and reads conversations", async () => {
      const client = await connect(era, "viewer");
      const word = newWord();
      const { id } = await waitingConversation(word);
      expect((await call(client, "search_knowledge", { query: "opening hours" })).data).toMatchObject({
        passages: [{ id: "hours", title: "Opening hours" }],
      });
      expect((await call(client, "get_conversation", { id })).data).toMatchObject({
        conversation: { conversation_id: id, status: "escalated" },
        messages: { items: expect.arrayContaining([expect.objectContaining({ role: "customer" })]) },
      });
      const { contents } = await client.readResource({ uri: `agents://conversations/${id}` });
      expect(contents[0]).toMatchObject({ text: expect.stringContaining(`customer: ${word}`) });
    });

    it("stores a version without activating it, and compares it", async () => {
      const client = await connect(era);
      const yaml = clinicYaml(clinic, { agentName: newWord() });
      expect((await call(client, "validate_config", { yaml })).data).toMatchObject({ valid: true });
      const pushed = await call(client, "push_config", { name: "main", yaml });
      expect(pushed.data).toMatchObject({ created: true, activated: false });
      const { version } = pushed.data as { version: number };
      const versions = await call(client, "list_config_versions", { name: "main", limit: 1 });
      expect(versions.data).toMatchObject({ items: [{ version, active: false }], next_cursor: expect.any(String) });
      const { data } = await call(client, "diff_config", { name: "main", from: 1, to: version });
      expect(data).toMatchObject({ changes: expect.arrayContaining([expect.objectContaining({ type: "changed" })]) });
    });

    it("replies to the customer, once for an idempotency key", async () => {
      const { id, customer } = await waitingConversation(newWord());
      const client = await connect(era, "operator");
      const args = { id, text: "Dr Rao here.", idempotency_key: newWord() };
      for (let time = 0; time < 2; time += 1)
        expect(await call(client, "reply", args)).toMatchObject({ isError: false });
      const sent = async () => (await world.outside.sentTo(`whatsapp:${customer}`)).map(({ body }) => body);
      await until("it is sent", async () => (await sent()).length === 2);
      expect((await sent())[1]).toBe("Dr Rao here.");
      expect(await call(client, "reply", { ...args, text: "Something else" })).toMatchObject({
        isError: true,
        text: expect.stringContaining("idempotency-key"),
      });
      expect(await call(client, "reply", { id, text: "Late", expected_turn_count: 0 })).toMatchObject({
        isError: true,
        text: expect.stringContaining("conversation-moved-on"),
      });
    });

    it("lists every resource, page by page", async () => {
      await waitingConversation(newWord());
      const client = await connect(era);
      const uris: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await client.listResources(cursor === undefined ? { cursor: undefined } : { cursor });
        uris.push(...page.resources.map(({ uri }) => uri));
        cursor = page.nextCursor;
      } while (cursor !== undefined);
      expect(new Set(uris).size).toBe(uris.length);
      expect(uris).toEqual(
        expect.arrayContaining(["agents://configurations/main/1", "agents://knowledge/main/help/hours"]),
      );
      expect(uris.filter((uri) => uri.startsWith("agents://conversations/")).length).toBeGreaterThan(0);
      for (const uri of uris) expect((await client.readResource({ uri })).contents[0]).toMatchObject({ uri });
      await expect(client.listResources({ cursor: "bm8" })).rejects.toThrow("cursor-invalid");
    });

    it("finds nothing of another client", async () => {
      const { id } = await waitingConversation(newWord());
      const stranger = await connect(era, "admin", (await openClinic(world.product)).client);
      expect(await call(stranger, "get_conversation", { id })).toMatchObject({
        isError: true,
        text: expect.stringContaining("conversation-not-found"),
      });
      expect(await call(stranger, "reply", { id, text: "Hello" })).toMatchObject({ isError: true });
      await expect(stranger.readResource({ uri: `agents://conversations/${id}` })).rejects.toThrow("not-found");
      expect((await call(stranger, "list_conversations", {})).data).toMatchObject({ items: [] });
      const foreign = clinicYaml(clinic);
      expect(await call(stranger, "push_config", { name: "main", yaml: foreign })).toMatchObject({
        isError: true,
        text: expect.stringContaining("config-invalid"),
      });
    });

    it("is told what is wrong with its arguments", async () => {
      const client = await connect(era);
      for (const [name, args] of [
        ["get_conversation", { id: "../../v1/api-keys" }],
        ["get_conversation", {}],
        ["search_knowledge", { query: "" }],
        ["push_config", { name: "main", yaml: "automation_config: {}", activate: true }],
        ["list_conversations", { cursor: "not one of ours" }],
      ] as const)
        expect([name, await call(client, name, args)]).toMatchObject([name, { isError: true }]);
      await expect(call(client, "activate_config", {})).rejects.toThrow();
    });
  });

  describe("a request without a right to it", () => {
    const post = async (headers: Record<string, string>, body: unknown = { jsonrpc: "2.0", id: 1, method: "ping" }) =>
      fetch(`${world.product.url}/v1/mcp`, {
        method: "POST",
        headers: { "content-type": "application/json", accept: "application/json, text/event-stream", ...headers },
        body: typeof body === "string" ? body : JSON.stringify(body),
      });
    const bearer = async (role: Role = "admin") => ({
      authorization: `Bearer ${await world.product.token(clinic.client, role)}`,
    });

    it("learns where tokens are described", async () => {
      const refused = await post({});
      expect(refused.status).toBe(401);
      const [, url = ""] = /resource_metadata="([^"]+)"/.exec(refused.headers.get("www-authenticate") ?? "") ?? [];
      const metadata = await fetch(`${world.product.url}${new URL(url).pathname}`);
      expect(await metadata.json()).toMatchObject({
        resource: expect.stringMatching(/\/v1\/mcp$/),
        bearer_methods_supported: ["header"],
      });
    });

    it("is refused from a page of a foreign origin", async () => {
      expect((await post({ ...(await bearer()), origin: "https://evil.example" })).status).toBe(403);
      expect((await post({ ...(await bearer()), origin: "null" })).status).toBe(403);
      expect((await post({ ...(await bearer()), origin: "http://localhost:6274" })).status).toBe(200);
    });

    it("is refused as a batch, without JSON, too large, or as a subscription", async () => {
      const ping = { jsonrpc: "2.0", id: 1, method: "ping" };
      expect(await (await post(await bearer(), [ping, ping])).json()).toMatchObject({ error: { code: -32600 } });
      expect(await (await post(await bearer(), "{")).json()).toMatchObject({ error: { code: -32700 } });
      expect((await post(await bearer(), `"${"x".repeat(1024 * 1024)}"`)).status).toBe(413);
      const listen = { ...ping, method: "subscriptions/listen", params: { notifications: {} } };
      expect(await (await post(await bearer(), listen)).json()).toMatchObject({ id: 1, error: { code: -32601 } });
      expect((await post({ ...(await bearer()), "content-type": "text/plain" })).status).toBe(415);
    });
  });

  it("an agent uses the allowed tools of an outside server in a conversation", async () => {
    const { client } = await openClinic(world.product);
    const tools = `tools:
    available:
      - name: "desk"
        type: "mcp"
        config:
          url: "https://tools.clinic.example/mcp"
          allow: ["find_order", "add_note"]
          side_effects: { find_order: false }
`;
    const yaml = clinicYaml({ client, whatsapp: `+1555099${newNumber()}1`, sms: `+1555099${newNumber()}2` });
    const body = { yaml: yaml.replace(/tools:\n(.*\n)*? {4}available:\n/, tools), activate: true };
    expect((await world.product.api(`PUT /v1/configs/${client}/main`, { client, body })).status).toBe(200);
    const [word, session] = [newWord(), newWord()];
    const call = (name: string, args: object) => ({ functionCall: { name, args } });
    await world.outside.script(
      word,
      call("desk_find_order", { order: word }),
      call("desk_add_note", { order: word, text: `Note ${word}` }),
      { text: "I have left a note." },
    );
    const said = await world.product.chat({ client, session, message: `Please leave a note ${word}` });
    expect(said).toMatchObject({
      reply: "I have left a note.",
      actions: [
        { tool: "desk_find_order", status: expect.any(String) },
        { tool: "desk_add_note", status: "completed" },
      ],
    });
    expect(await world.outside.effects(word)).toMatchObject([{ path: "/notes", body: { text: `Note ${word}` } }]);
  });
}

let numbers = 0;

function newNumber(): string {
  numbers += 1;
  return String(numbers).padStart(3, "0");
}
