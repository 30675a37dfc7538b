import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sandboxGitHub, sandboxHubSpot, sandboxTenant } from "../../../emulators/sandbox/credentials.ts";
import { type Sandbox, startSandbox } from "../../../emulators/sandbox.ts";
import { crm } from "../../integrations/crm.ts";
import { healthcareIt } from "../../integrations/healthcare-it.ts";
import { issueTracker } from "../../integrations/issue-tracker.ts";
import { openEmbedded } from "../../platform/embedded/platform.ts";
import { TenantId } from "../../platform/tenant.ts";
import { TerminalError } from "../../runtime/failures/errors.ts";
import { secretReference } from "../../security/secrets/secret-reference.ts";
import { argumentsFor, dependencies, emptyMaterial, toolCall } from "../fixtures.ts";
import type { Tool, ToolCallContext } from "../tool.ts";
import { integrationActions } from "./actions.ts";
import { integration } from "./integration.ts";

let dataDir: string;
let platform: ReturnType<typeof openEmbedded>;
let sandbox: Sandbox;
let secrets: Record<string, string>;
let calls = 0;
let tenantId: TenantId;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "tools-integration-"));
  platform = openEmbedded({ dataDir });
  sandbox = await startSandbox({ port: 0 });
});
beforeEach(async () => {
  calls += 1;
  tenantId = TenantId.parse(`client-${calls}`);
  await control("reset", {});
  secrets = {
    HUBSPOT: sandboxHubSpot.accessToken,
    GITHUB: sandboxGitHub.token,
    CLIENT_OAUTH_ID: sandboxTenant.oauthId,
    CLIENT_OAUTH_SECRET: sandboxTenant.oauthSecret,
  };
});
afterAll(async () => {
  await sandbox.close();
  await platform.close(1000);
  await rm(dataDir, { recursive: true, force: true });
});

async function control<T>(path: string, body?: object): Promise<T> {
  const post = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
  const response = await fetch(`${sandbox.url}/_sandbox/${path}`, body === undefined ? {} : post);
  return (await response.json()) as T;
}
const fault = (changes: object) => control("faults", { times: 1, ...changes });

const integrations = [
  {
    name: "hubspot",
    type: "crm",
    config: crm.config.parse({ api_key: secretReference("HUBSPOT") }),
  },
  {
    name: "lab",
    type: "healthcare_it",
    config: healthcareIt.config.parse({ api_base: "https://lab.example", scopes: ["write:orders"] }),
  },
  {
    name: "code",
    type: "issue_tracker",
    config: issueTracker.config.parse({
      api_key: secretReference("GITHUB"),
      repository: "acme/site",
      labels: ["agent"],
    }),
  },
  { name: "razorpay", type: "payment", config: {} },
];

async function toolsOf(name: string, actions?: readonly string[]): Promise<readonly Tool[]> {
  const deps = dependencies({
    platform,
    tenantApiBaseUrl: `${sandbox.url}/tenant`,
    serviceBaseUrls: { hubspot: `${sandbox.url}/hubspot`, github: `${sandbox.url}/github` },
    async secret(_tenant, wanted) {
      const value = secrets[wanted];
      if (value === undefined) throw new TerminalError("secret-missing", `${wanted} is not set.`);
      return value;
    },
  });
  const config = integration.config.parse({ integration: name, actions });
  return integration.create({ name: "my", config }, deps, { ...emptyMaterial, integrations });
}

async function run(tools: readonly Tool[], name: string, args: object, call: Partial<ToolCallContext> = {}) {
  const tool = tools.find((each) => each.name === `my_${name}`);
  if (tool === undefined) throw new Error(`There is no tool ${name}.`);
  calls += 1;
  const now = new Date(Date.parse("2026-12-01T10:00:00Z") + calls * 1_000);
  const made = toolCall({ tenantId, idempotencyKey: `integration-${calls}`, now, ...call });
  return Object((await tool.execute(argumentsFor(tool, args), made)).content);
}

const webVisitor = { channel: "web_chat" as const, customer: { id: "visitor", address: "session-1", name: null } };

interface Objects {
  readonly contacts: readonly { readonly id: string; readonly properties: Record<string, string> }[];
  readonly deals: readonly { readonly properties: object; readonly associations: readonly string[] }[];
  readonly notes: readonly { readonly properties: object; readonly associations: readonly string[] }[];
}

describe("HubSpot", () => {
  const objects = () => control<Objects>("hubspot/objects");

  test("saves a contact under its proven number once, with deals and notes", async () => {
    const tools = await toolsOf("hubspot");
    const first = await run(tools, "save_contact", { first_name: "Ravi" });
    const again = await run(tools, "save_contact", { last_name: "Rao", company: "Rao & Sons" });
    expect([first, again]).toEqual([
      { contact_id: "1", saved: true },
      { contact_id: "1", saved: true },
    ]);
    await run(tools, "create_deal", { name: "Annual check", amount: 4999 });
    await run(tools, "add_note", { text: "Prefers mornings." });
    expect(await objects()).toMatchObject({
      contacts: [{ properties: { phone: "+919876500001", firstname: "Ravi", lastname: "Rao", company: "Rao & Sons" } }],
      deals: [{ properties: { dealname: "Annual check", amount: "4999" }, associations: ["1"] }],
      notes: [{ properties: { hs_note_body: "Prefers mornings." }, associations: ["1"] }],
    });
  });

  test("creates a contact that a visitor only names, and changes nobody who exists", async () => {
    const tools = await toolsOf("hubspot");
    const email = "asha@example.com";
    expect(await run(tools, "save_contact", {}, webVisitor)).toHaveProperty("error");
    expect(await run(tools, "save_contact", { email, first_name: "Asha" }, webVisitor)).toMatchObject({ saved: true });
    const claim = await run(tools, "save_contact", { email, first_name: "Mallory" }, webVisitor);
    expect(claim).toEqual({ contact_id: "1", saved: false });
    expect((await objects()).contacts.map(({ properties }) => properties.firstname)).toEqual(["Asha"]);
  });

  test("finds a contact by its conflict while the search lags behind", async () => {
    const tools = await toolsOf("hubspot");
    await control("hubspot/settings", { searchLagMs: 60_000 });
    const mail = { channel: "email" as const, customer: { id: "m", address: "Asha@Example.com", name: null } };
    await run(tools, "save_contact", { first_name: "Asha" }, mail);
    expect(await run(tools, "save_contact", { last_name: "Nair" }, mail)).toEqual({ contact_id: "1", saved: true });
    expect((await objects()).contacts).toMatchObject([{ properties: { firstname: "Asha", lastname: "Nair" } }]);
  });

  test("tells a limit as something to repeat, a wrong key as refused, and a lost answer as unknown", async () => {
    const tools = await toolsOf("hubspot");
    await fault({ provider: "hubspot", status: 429, retryAfter: 2 });
    await expect(run(tools, "save_contact", {})).rejects.toMatchObject({
      code: "hubspot-unavailable",
      retryAfterMs: 2_000,
    });
    await run(tools, "save_contact", {});
    await fault({ provider: "hubspot", match: "/objects/deals", drop: "after" });
    await expect(run(tools, "create_deal", { name: "x" })).rejects.toThrow("the outcome is unknown");
    expect(tools.map(({ name, reconcile }) => `${name} ${reconcile}`)).toEqual([
      "my_save_contact repeat",
      "my_create_deal ask",
      "my_add_note ask",
    ]);
    secrets.HUBSPOT = "rotated";
    await expect(run(tools, "add_note", { text: "x" })).rejects.toMatchObject({ code: "hubspot-refused", status: 401 });
  });

  test("passes on what HubSpot objects to in the request", async () => {
    const tools = await toolsOf("hubspot");
    await run(tools, "save_contact", {});
    await fault({
      provider: "hubspot",
      match: "/objects/deals",
      status: 400,
      body: { message: "dealstage is invalid" },
    });
    expect((await run(tools, "create_deal", { name: "x" })).error).toContain("dealstage is invalid");
  });

  test.each([
    ["HTML", { status: 200, body: "<html><body>Sign in</body></html>" }],
    ["another schema", { status: 200, body: { result: "ok" } }],
    ["10 MB", { status: 200, body: { results: [], padding: "x".repeat(10 * 1024 * 1024) } }],
  ])("refuses %s in place of an answer", async (_what, answer) => {
    const tools = await toolsOf("hubspot");
    await fault({ provider: "hubspot", match: "search", ...answer });
    await expect(run(tools, "save_contact", {})).rejects.toMatchObject({ code: "hubspot-answer-unknown" });
  });

  test("follows no redirect", async () => {
    const tools = await toolsOf("hubspot");
    await fault({ provider: "hubspot", match: "search", status: 302 });
    await expect(run(tools, "save_contact", {})).rejects.toMatchObject({ code: "hubspot-refused", status: 302 });
  });
});

describe("GitHub", () => {
  const issues = () => control<readonly { issue: { title: string; labels: unknown } }[]>("github/issues");

  test("opens one issue for a call, however often it is repeated", async () => {
    const tools = await toolsOf("code");
    const same = { idempotencyKey: "one-issue" };
    const issue = { title: "Checkout fails", description: "The page stays white." };
    await fault({ provider: "github", match: "POST /github/repos", drop: "after" });
    await expect(run(tools, "open_issue", issue, same)).rejects.toThrow("the outcome is unknown");
    const opened = await run(tools, "open_issue", issue, same);
    expect(opened).toEqual({ issue: 1, url: "https://github.com/acme/site/issues/1" });
    expect(await issues()).toMatchObject([{ issue: { title: "Checkout fails", labels: [{ name: "agent" }] } }]);
  });

  test("tells a secondary limit, which GitHub calls 403, as something to repeat", async () => {
    const tools = await toolsOf("code");
    await fault({ provider: "github", status: 403 });
    await expect(run(tools, "open_issue", { title: "a", description: "b" })).rejects.toMatchObject({
      code: "github-unavailable",
    });
    secrets.GITHUB = "wrong";
    await expect(run(tools, "open_issue", { title: "a", description: "b" })).rejects.toMatchObject({
      code: "github-refused",
    });
  });
});

describe("a laboratory", () => {
  const order = { tests: ["CBC", "TSH"], patient_name: "Ravi" };

  test("takes orders by OAuth, with one token, and renews a token that has ended", async () => {
    await control("tenant/settings", { oauth: true });
    const tools = await toolsOf("lab");
    const first = await run(tools, "order_tests", order);
    expect(first).toMatchObject({ status: "created", tests: ["CBC", "TSH"] });
    await run(tools, "order_tests", order);
    expect(await control("tenant/revoke", {})).toEqual({ revoked: true, granted: 1 });
    await run(tools, "order_tests", order);
    expect(await control("tenant/revoke", {})).toEqual({ revoked: true, granted: 2 });
    secrets.CLIENT_OAUTH_SECRET = "wrong";
    await expect(run(tools, "order_tests", order)).rejects.toMatchObject({ code: "authorisation-refused" });
  });

  test("gives results to the order's own customer once they are there", async () => {
    const tools = await toolsOf("lab");
    const { order_id } = await run(tools, "order_tests", order);
    expect(await run(tools, "results", {})).toMatchObject({ order_id, results: "not ready yet" });
    await control("tenant/objects", { path: "/orders", objects: [{ id: order_id, status: "Final" }] });
    const results = [{ id: "r1", test: "TSH", value: 2.1, unit: "mIU/L", range: "0.4-4.0" }];
    await control("tenant/objects", { path: `/orders/${order_id}/results`, objects: results });
    expect(await run(tools, "results", { order_id })).toMatchObject({ results: [{ test: "TSH", value: 2.1 }] });
    const other = { customer: { id: "customer-2", address: "whatsapp:+919876500002", name: null } };
    expect(await run(tools, "results", { order_id }, other)).toHaveProperty("error");
  });

  test("a repeated order is one order", async () => {
    const tools = await toolsOf("lab");
    const same = { idempotencyKey: "one-order" };
    await fault({ provider: "tenant", match: "POST /tenant/orders", drop: "after" });
    await expect(run(tools, "order_tests", order, same)).rejects.toMatchObject({ code: "lab-unavailable" });
    const made = await run(tools, "order_tests", order, same);
    expect(await run(tools, "order_tests", order, same)).toEqual(made);
    expect(await control<readonly unknown[]>("tenant/effects")).toHaveLength(1);
  });
});

test.each(integrations)("$name has the actions that a configuration may name", async (each) => {
  const known = integrationActions(each);
  const tools = known === undefined ? undefined : await toolsOf(each.name);
  expect(tools?.map(({ name }) => name)).toEqual(known?.map((action) => `my_${action}`));
});

test("offers only the chosen actions, and refuses what an integration does not have", async () => {
  expect((await toolsOf("hubspot", ["add_note"])).map(({ name }) => name)).toEqual(["my_add_note"]);
  await expect(toolsOf("hubspot", ["delete_all"])).rejects.toMatchObject({ code: "action-unknown" });
  await expect(toolsOf("razorpay")).rejects.toMatchObject({ code: "integration-without-tools" });
  await expect(toolsOf("nowhere")).rejects.toMatchObject({ code: "integration-unknown" });
});
