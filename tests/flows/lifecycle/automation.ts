import type { z } from "zod";
import type { ReplayedConversationView } from "../../../functions/engines/automation/replay/views.ts";
import type { AutomationView } from "../../../functions/engines/automation/views.ts";
import { until } from "../../contracts/open-platform.ts";
import { type Flow, newCustomer, newWord } from "../stage/flow.ts";

type Replayed = z.infer<typeof ReplayedConversationView>;
type Refused = Readonly<{ code: string; detail: string }>;

const sections: readonly (readonly [string, object])[] = [
  ["objectives", { text: "Book appointments", kind: "bookings" }],
  ["requirements", { text: "Say that reports take a day", priority: "must", aspect: "content" }],
  ["requirements", { text: "Answer in Hindi and English", priority: "must", aspect: "languages" }],
  ["escalation", { when: 'A customer writes "cannot breathe"', to: "a doctor" }],
  ["integrations", { system: "Epic EMR", purpose: "Read visits", priority: "must" }],
  ["overview", { title: "Sunrise", industry: "Healthcare" }],
];

/** From an approved requirements document to an agent that answers, through the API and the command line. */
export function automationFlows(world: Flow): void {
  let client: string;
  let prd: string;

  const generate = (body: object = {}, of = client) =>
    world.product.api<AutomationView & Refused>("POST /v1/automation", { client: of, body: { prd_id: prd, ...body } });
  const run = async (id: string) =>
    (await world.product.api<AutomationView>(`GET /v1/automation/${id}`, { client })).body;
  async function checked(id: string): Promise<AutomationView> {
    await until("the checks end", async () => !["generating", "checking"].includes((await run(id)).status));
    return run(id);
  }

  /** What a replay must not change: the client's conversations, and what providers of messages were asked. */
  async function standing(): Promise<readonly unknown[]> {
    const kept = await world.product.api<{ items: readonly object[] }>("GET /v1/conversations", { client });
    const calls = await world.outside.control<readonly object[]>("requests?provider=twilio");
    return [kept.body.items, calls.length];
  }

  /** The agency asks for two people: the activation waits for somebody else, who is not a key of the first. */
  async function needsApprovalOfAnother(id: string): Promise<void> {
    const { product } = world;
    const added = await product.api("POST /v1/clients", { client: "agency", body: { client_id: client, name: "Sun" } });
    expect(added.status).toBe(201);
    const asked = await product.api(`PATCH /v1/clients/${client}`, { client: "agency", body: { approval: "two" } });
    expect(asked).toMatchObject({ status: 200, body: { approval: "two" } });
    expect(await run(id)).toMatchObject({ needs_approval: true, approved_by: null });
    const alone = await product.api<Refused>(`POST /v1/automation/${id}/activate`, { client, body: {} });
    expect(alone).toMatchObject({ status: 409, body: { code: "approval-missing" } });
    const { version } = await run(id);
    const byNumber = { client, body: { version } };
    for (const route of [`POST /v1/configs/${client}/main/activate`, "POST /v1/rollouts"])
      expect(await product.api<Refused>(route, byNumber)).toMatchObject({
        status: 409,
        body: { code: "approval-missing" },
      });
    const keyOfFirst = { name: "Program", roles: ["admin"] };
    const { body: key } = await product.api<{ key: string }>("POST /v1/api-keys", { client, body: keyOfFirst });
    const own = await fetch(`${product.url}/v1/automation/${id}/approve`, {
      method: "POST",
      headers: { "x-api-key": key.key },
    });
    expect([own.status, await own.json()]).toMatchObject([409, { code: "approval-own" }]);
    const ravi = ["-c", client, "--token", await product.token(client, "admin", "ravi")];
    const approve = product.cli("automation", "approve", ...ravi, id);
    expect([await approve.exited, approve.output()]).toEqual([0, expect.stringContaining("is approved by ravi")]);
  }

  beforeAll(async () => {
    client = `sunrise_${newWord()}`;
    const created = await world.product.api<{ prd_id: string }>("POST /v1/prds", {
      client,
      body: { title: "Front desk" },
    });
    prd = created.body.prd_id;
    const scenario = {
      title: "Reports",
      given: "Any day",
      when: 'A customer asks "When is my report ready?"',
      outcome: "The agent answers.",
      requirements: ["REQ-1", "REQ-2"],
    };
    const operations = [...sections, ["scenarios", scenario] as const].map(([section, fields]) => ({
      op: "add",
      section,
      fields,
    }));
    expect(await world.product.api(`PATCH /v1/prds/${prd}`, { client, body: { operations } })).toMatchObject({
      status: 200,
    });
  });

  describe("a configuration from requirements", () => {
    it("is refused before an approval, and for another client's document", async () => {
      expect(await generate()).toMatchObject({ status: 409, body: { code: "requirements-not-approved" } });
      expect(await generate({}, `other_${newWord()}`)).toMatchObject({
        status: 404,
        body: { code: "requirements-not-found" },
      });
    });

    it("is written, checked in a sandbox, activated, and answers on WhatsApp", async () => {
      const { body: document } = await world.product.api<{ revision: number }>(`GET /v1/prds/${prd}`, { client });
      const approved = await world.product.api(`POST /v1/prds/${prd}/approve`, {
        client,
        body: { revision: document.revision },
      });
      expect(approved).toMatchObject({ status: 200 });
      const number = `+1555${Math.floor(Math.random() * 1e7)
        .toString()
        .padStart(7, "0")}`;
      const wish = { channels: [{ type: "whatsapp", phone_number: number }] };
      const [first, second] = await Promise.all([generate(wish), generate(wish)]);
      expect([first.status, second.body.automation_id]).toEqual([202, first.body.automation_id]);

      const ready = await checked(first.body.automation_id);
      expect(ready.checks.map(({ name, verdict, details }) => [name, verdict, details])).toEqual([
        ["schema", "passed", []],
        ["trace", "passed", []],
        ["missing", "not-enough", ["integration epic_emr, needed by INT-1"]],
        ["scenarios", expect.anything(), expect.anything()],
        ["replay", "not-enough", ["No configuration was active before: there is nothing to compare with."]],
      ]);
      expect(ready.scenarios.find(({ requirements }) => requirements.includes("ESC-1"))).toMatchObject({
        outcome: "passed",
      });
      const listed = await world.product.api<{ items: { id: string }[] }>("GET /v1/scenarios?config=main", { client });
      expect(listed.body.items.map(({ id }) => id)).toEqual(ready.scenarios.map(({ id }) => id));
      expect(ready.requirements.find(({ requirement }) => requirement === "INT-1")?.paths).toEqual([
        "automation_config.integrations.missing[0]",
      ]);
      expect(ready).toMatchObject({ status: "ready", base_version: null, version: 1 });

      const activate = () =>
        world.product.api<AutomationView & Refused>(`POST /v1/automation/${ready.automation_id}/activate`, {
          client,
          body: {},
        });
      expect(await activate()).toMatchObject({ status: 200, body: { status: "activated" } });
      expect(await activate()).toMatchObject({ status: 200, body: { status: "activated" } });
      const customer = newCustomer();
      await world.product.inbound({ to: number, from: customer, body: "Hello, when is my report ready?" });
      await until("the agent answers", async () => (await world.outside.sentTo(`whatsapp:${customer}`)).length > 0);
    });

    it("lists what is missing, and is followed from the command line", async () => {
      const gaps = await world.product.api<{ items: readonly object[] }>("GET /v1/automation/gaps", { client });
      expect(gaps.body.items).toMatchObject([{ kind: "integration", name: "epic_emr", needed_by: ["INT-1"] }]);
      const caller = ["-c", client, "--token", await world.product.token(client, "admin")];
      const again = world.product.cli("automation", "create", ...caller, "--prd", prd, "--wait");
      expect([await again.exited, again.output()]).toEqual([0, expect.stringContaining("ready")]);
      const listed = world.product.cli("automation", "list", ...caller);
      expect([await listed.exited, listed.output()]).toEqual([0, expect.stringContaining("activated")]);
    });

    it("is held against what customers said before, in a sandbox that reaches nobody", async () => {
      const asked = `When is my report ready? My number is ${newCustomer()}`;
      const said = await world.product.api<{ conversation_id: string }>("POST /v1/chat", {
        client,
        body: { client_id: client, session_id: newWord(), message: asked },
      });
      expect(said.status).toBe(200);
      const before = await standing();
      const ready = await checked((await generate({ again: true })).body.automation_id);
      expect(ready.replay).toMatchObject({ state: "ended", old_version: 1, left_out: 0 });
      expect(ready.replay?.total).toBeGreaterThan(0);
      expect(ready.status).toBe("ready");
      const { body } = await world.product.api<{ items: readonly Replayed[] }>(
        `GET /v1/automation/${ready.automation_id}/replay`,
        { client },
      );
      const replayed = body.items.find((each) => each.conversation_id === said.body.conversation_id);
      expect(replayed).toMatchObject({ channel: "web_chat", verdict: "same", turns: [{ old: {}, new: {} }] });
      expect(replayed?.turns[0]?.says).toBe("When is my report ready? My number is [number]");
      expect(await standing()).toEqual(before);
      const caller = ["-c", client, "--token", await world.product.token(client, "admin")];
      const shown = world.product.cli("automation", "replay", ...caller, "--all", ready.automation_id);
      expect([await shown.exited, shown.output()]).toEqual([0, expect.stringContaining("customer: When is my")]);
    });

    it("is merged with what somebody has changed since, in place of being activated over it", async () => {
      const second = { channels: [{ type: "sms", phone_number: newCustomer() }] };
      const { body: written } = await generate({ again: true, ...second });
      const ready = await checked(written.automation_id);
      const text = await world.product.api<{ yaml: string }>(`GET /v1/configs/${client}/main/versions/1`, { client });
      const edited = text.body.yaml.replace("Book appointments", "Book and move appointments");
      const byHand = { yaml: `# Asha looks after this file.\n${edited}`, activate: true };
      const { body: pushed } = await world.product.api<{ version: number }>(`PUT /v1/configs/${client}/main`, {
        client,
        body: byHand,
      });
      const refused = await world.product.api<Refused>(`POST /v1/automation/${ready.automation_id}/activate`, {
        client,
        body: {},
      });
      expect(refused).toMatchObject({ status: 409, body: { code: "config-changed" } });

      const path = `/v1/automation/${ready.automation_id}/merge`;
      const shown = await world.product.api(`GET ${path}`, { client });
      expect(shown.body).toMatchObject({ needed: true, edited_version: pushed.version, conflicts: [] });
      const stale = await world.product.api(`POST ${path}`, { client, body: { edited_version: 1 } });
      expect(stale).toMatchObject({ status: 409, body: { code: "config-changed" } });
      const caller = ["-c", client, "--token", await world.product.token(client, "admin")];
      const merge = world.product.cli("automation", "merge", ...caller, ready.automation_id);
      expect([await merge.exited, merge.output()]).toEqual([0, expect.stringContaining("Merged as version")]);
      const merged = await checked(ready.automation_id);
      expect(merged).toMatchObject({ status: "ready", base_version: pushed.version });
      await needsApprovalOfAnother(ready.automation_id);
      const activated = await world.product.api(`POST /v1/automation/${ready.automation_id}/activate`, {
        client,
        body: {},
      });
      expect(activated).toMatchObject({ status: 200, body: { approved_by: "ravi", activated_by: "flows-admin" } });
      const { body: log } = await world.product.api<{ items: readonly { actor: string; action: string }[] }>(
        `GET /v1/audit?target=${ready.automation_id}`,
        { client },
      );
      expect(log.items.map(({ actor, action }) => [actor, action])).toEqual([
        ["flows-admin", "automation-activated"],
        ["ravi", "automation-approved"],
      ]);
      const { body } = await world.product.api<{ yaml: string }>(
        `GET /v1/configs/${client}/main/versions/${merged.version}`,
        { client },
      );
      expect(body.yaml).toContain("# Asha looks after this file.");
      expect(body.yaml).toContain("Book and move appointments");
      expect(body.yaml).toContain(second.channels[0]?.phone_number);
    });
  });
}
