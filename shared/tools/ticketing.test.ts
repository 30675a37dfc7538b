import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sandboxZendesk } from "../../emulators/sandbox/credentials.ts";
import { type Sandbox, startSandbox } from "../../emulators/sandbox.ts";
import { openEmbedded } from "../platform/embedded/platform.ts";
import { TenantId } from "../platform/tenant.ts";
import { secretReference } from "../security/secrets/secret-reference.ts";
import { dependencies, emptyMaterial, onlyTool, toolCall } from "./fixtures.ts";
import { ticketing } from "./ticketing.ts";
import { changeTicket, listTickets, zendeskPriority } from "./tickets.ts";

let dataDir: string;
let platform: ReturnType<typeof openEmbedded>;
let sandbox: Sandbox;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "tools-ticketing-"));
  platform = openEmbedded({ dataDir });
  sandbox = await startSandbox({ port: 0 });
});
afterAll(async () => {
  await sandbox.close();
  await platform.close(1000);
  await rm(dataDir, { recursive: true, force: true });
});

function tool(config: object) {
  return onlyTool(
    ticketing.create(
      { name: "create_support_ticket", config: ticketing.config.parse(config) },
      dependencies({ platform }),
      emptyMaterial,
    ),
  );
}

const request = { subject: "Wrong report", description: "The name on it is not mine.", priority: "urgent" };

test("a repeated call creates one ticket, which another tenant does not see", async () => {
  const create = await tool({ auto_escalation: true });
  const first = await create.execute(request, toolCall({ idempotencyKey: "t1" }));
  const second = await create.execute(request, toolCall({ idempotencyKey: "t1" }));
  expect(second.content).toEqual(first.content);
  expect(first.content).toMatchObject({ status: "open", priority: "urgent", escalated: true });
  const page = await listTickets(platform.documents, TenantId.parse("clinic"), { status: "open", limit: 10 });
  expect(page.items).toMatchObject([{ subject: "Wrong report", conversationId: "conversation-1" }]);
  const others = await listTickets(platform.documents, TenantId.parse("rival"), { limit: 10 });
  expect(others.items).toEqual([]);
});

test("a ticket accepts only the tenant's levels and defaults to the middle one", async () => {
  const create = await tool({ priority_levels: ["p1", "p2", "p3"] });
  expect(create.parameters.parse(request).ok).toBe(false);
  const { priority: _, ...plain } = request;
  const result = await create.execute(plain, toolCall({ idempotencyKey: "t2" }));
  expect(result.content).toMatchObject({ priority: "p2", escalated: false });
});

const zendesk = {
  name: "zendesk",
  type: "crm",
  config: { api_key: secretReference("CLIENT_KEY"), email: "agents@clinic.example", subdomain: "clinic" },
};

/** The tool of a tenant that has Zendesk. */
function withZendesk(key = sandboxZendesk.apiKey as string) {
  return onlyTool(
    ticketing.create(
      { name: "create_support_ticket", config: ticketing.config.parse({ auto_escalation: true }) },
      dependencies({ platform, secret: async () => key, serviceBaseUrls: { zendesk: `${sandbox.url}/zendesk` } }),
      { ...emptyMaterial, integrations: [zendesk] },
    ),
  );
}

const zendeskTickets = async () =>
  (await (await fetch(`${sandbox.url}/_sandbox/zendesk/tickets`)).json()) as readonly { id: number; subject: string }[];

const fault = (changes: object) =>
  fetch(`${sandbox.url}/_sandbox/faults`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ provider: "zendesk", times: 1, ...changes }),
  });

test("with Zendesk the customer is told Zendesk's number, once, and a person takes over what is urgent", async () => {
  const create = await withZendesk();
  const first = await create.execute(request, toolCall({ idempotencyKey: "z1" }));
  const second = await create.execute(request, toolCall({ idempotencyKey: "z1" }));
  const made = await zendeskTickets();
  expect(made.map(({ subject }) => subject)).toEqual(["Wrong report"]);
  expect(first).toEqual(second);
  expect(first).toMatchObject({
    content: { ticket_id: String(made[0]?.id), escalated: true },
    urgentTicket: String(made[0]?.id),
  });
  const calm = await create.execute({ ...request, priority: "low" }, toolCall({ idempotencyKey: "z2" }));
  expect(calm).not.toHaveProperty("urgentTicket");
});

test("while Zendesk is down, the product's own number is told, which staff find", async () => {
  const create = await withZendesk();
  await fault({ status: 503 });
  const { content } = await create.execute(request, toolCall({ idempotencyKey: "z3" }));
  const { ticket_id } = Object(content);
  const { items } = await listTickets(platform.documents, TenantId.parse("clinic"), { limit: 50 });
  expect(items.find(({ id }) => id === ticket_id)).toMatchObject({ externalId: null, errorCode: null });
});

test("what Zendesk refuses stays the product's own ticket, with the reason", async () => {
  const create = await withZendesk("wrong-key");
  const { content } = await create.execute(request, toolCall({ idempotencyKey: "z4" }));
  const { items } = await listTickets(platform.documents, TenantId.parse("clinic"), { limit: 50 });
  expect(items.find(({ id }) => id === Object(content).ticket_id)).toMatchObject({ errorCode: "zendesk-401" });
});

test("a page in place of Zendesk's answer is no ticket of Zendesk's", async () => {
  const create = await withZendesk();
  await fault({ status: 200, body: "<html>Sign in</html>" });
  const { content } = await create.execute(request, toolCall({ idempotencyKey: "z6" }));
  expect(Object(content).ticket_id).toMatch(/^T-/);
});

test("two people may change a ticket at the same time", async () => {
  const create = await tool({});
  const { ticket_id: id } = Object((await create.execute(request, toolCall({ idempotencyKey: "z5" }))).content);
  const tenantId = TenantId.parse("clinic");
  const note = (text: string) =>
    changeTicket(platform.documents, tenantId, id, (ticket) => ({
      ...ticket,
      comments: [...ticket.comments, { by: "asha", at: "2026-12-01T00:00:00Z", text }],
    }));
  await Promise.all(["one", "two", "three"].map(note));
  const { items } = await listTickets(platform.documents, tenantId, { limit: 50 });
  expect(
    items
      .find((each) => each.id === id)
      ?.comments.map(({ text }) => text)
      .sort(),
  ).toEqual(["one", "three", "two"]);
});

test("a tenant's own levels become the help desk's by their place", () => {
  const levels = ["p0", "p1", "p2"];
  expect(levels.map((level) => zendeskPriority(level, levels))).toEqual(["urgent", "medium", "low"]);
  expect(zendeskPriority("High", ["Critical", "High"])).toBe("high");
  expect(zendeskPriority("only", ["only"])).toBe("urgent");
});
