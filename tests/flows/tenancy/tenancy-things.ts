import { minimalYaml } from "../../../shared/config/minimal-config.fixture.ts";
import { environmentSecret } from "../../../shared/environment.ts";
import { messageRequested, textContent } from "../../../shared/events/index.ts";
import { openPlatform } from "../../../shared/platform/open.ts";
import { TenantId } from "../../../shared/platform/tenant.ts";
import { until } from "../../contracts/open-platform.ts";
import { type Clinic, openClinic } from "../stage/clinic.ts";
import { type Flow, newCustomer } from "../stage/flow.ts";
import type { Product } from "../stage/product.ts";
import { conversationFiles, savedFile } from "../tenancy-files.ts";
import { correction, knowledgeGap } from "../tenancy-gaps.ts";
import { accountThings } from "./tenancy-accounts.ts";

/** A client that owns one of each resource. All of them contain a word that no other client may ever read. */
export interface Owner {
  readonly client: string;
  readonly mark: string;
  /** The path parameters of one of the owner's resources, by the resource's path. */
  readonly things: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

interface Items {
  readonly items: readonly Readonly<Record<string, unknown>>[];
}

/** Creates one of each API resource, as users would. */
export async function ownerOfEverything(world: Flow, mark: string): Promise<Owner> {
  const { product, outside } = world;
  const clinic = await openClinic(product, {
    agentName: mark,
    takesPayments: true,
    hasSla: true,
    retargeting: { condition: "report_late", delay: 86_400 },
  });
  const { client } = clinic;
  const first = async (line: string, what: string, id: string): Promise<string> => {
    let found: unknown;
    await until(`there is a ${what}`, async () => {
      const { body } = await product.api<Items>(line, { client });
      found = body.items?.[0]?.[id];
      return found !== undefined;
    });
    return String(found);
  };
  const create = async (line: string, body: object, id: string): Promise<string> => {
    const answer = await product.api(line, { client, body });
    if (answer.status >= 300) throw new Error(`${line} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return String(answer.body[id]);
  };

  const customer = newCustomer();
  await outside.script(
    mark,
    { functionCall: { name: "process_payment", args: { items: [{ item: "checkup" }], payment_provider: "razorpay" } } },
    { text: `Please pay, ${mark}.` },
  );
  await product.inbound({ to: clinic.whatsapp, from: customer, body: `I will pay by link, ${mark}` });
  const payment = await first("GET /v1/payments", "payment", "payment_id");
  await product.inbound({ to: clinic.whatsapp, from: customer, body: `Please connect me to a real person, ${mark}` });
  const conversation = await first("GET /v1/handoffs", "handoff", "conversation_id");
  const files = await conversationFiles(world, clinic, { conversation, customer, mark });
  const problem = { subject: mark, description: mark };
  await outside.script(`ticket ${mark}`, { functionCall: { name: "leave_ticket", args: problem } }, { text: mark });
  await product.chat({ client, session: mark, message: `Please leave a ticket ${mark}` });
  const ticket = await first("GET /v1/tickets", "ticket", "id");
  const start = `${new Date(Date.now() + 86_400_000 * 2).toISOString().slice(0, 10)}T10:00`;
  const visit = { functionCall: { name: "visits_book", args: { start, name: mark } } };
  await outside.script(`visit ${mark}`, visit, { text: mark });
  await product.chat({ client, session: mark, message: `Please book a visit ${mark}` });
  const appointment = await first("GET /v1/appointments", "appointment", "id");
  await product.api("POST /v1/triggers", {
    client,
    body: { client_id: client, condition: "report_late", customer: { phone: newCustomer(), name: mark } },
  });
  await product.api("PUT /v1/operators/asha", { client, body: { name: mark } });
  await product.api("PUT /v1/inbox-views/urgent", { client, body: { name: mark, filter: { q: mark } } });
  const macro = { name: mark, actions: [{ type: "note", text: mark }] };
  await product.api("PUT /v1/macros/note", { client, body: macro });
  await product.api("PUT /v1/labels/urgent", { client, body: { title: mark, colour: "#2f6fde" } });
  await product.api("PUT /v1/canned-replies/hours", { client, body: { title: mark, text: mark } });
  const campaign = await create("POST /v1/campaigns", { name: mark, channel: "sms", message: mark }, "id");
  await product.api(`POST /v1/campaigns/${campaign}/recipients`, {
    client,
    body: { recipients: [{ phone: newCustomer(), name: mark }] },
  });
  await create("POST /v1/api-keys", { name: mark }, "id");
  const message = await create(
    "POST /v1/messages",
    { channel: "sms", address: newCustomer(), text: mark },
    "message_id",
  );
  const later = new Date(Date.now() + 86_400_000).toISOString();
  const wanted = { client_id: client, to: newCustomer(), briefing: mark, not_before: later };
  const call = await create("POST /v1/voice/calls", wanted, "call_id");
  const webhook = { url: `https://${mark}.example/hooks`, events: ["message.received"], description: mark };
  const endpoint = await create("POST /v1/webhook-endpoints", webhook, "id");
  const delivery = await create(`POST /v1/webhook-endpoints/${endpoint}/test`, {}, "id");
  const text = `# ${mark}\n\nThe ${mark} lamp costs ninety rupees.`;
  const document = await create("POST /v1/knowledge/documents", { name: `${mark}.md`, text }, "id");
  const crawl = await create("POST /v1/knowledge/crawls", { urls: [`https://${mark}.example/`] }, "id");
  const entity = await first("GET /v1/knowledge/entities", "entity", "id");
  const waiver = `${mark}fee`;
  await outside.script(waiver, { functionCall: { name: "waive_fee", args: { fee: mark } } }, { text: mark });
  await product.inbound({ to: clinic.whatsapp, from: newCustomer(), body: `Waive it, ${waiver}` });
  const approval = await first("GET /v1/approvals", "approval", "approval_id");
  const incident = await create("POST /v1/incidents", { title: mark }, "incident_id");
  const afterwards = new Date(Date.now() + 2 * 86_400_000).toISOString();
  const planned = { title: mark, from: later, until: afterwards };
  const maintenance = await create("POST /v1/sla/maintenance", planned, "maintenance_id");
  const prd = await approvedPrd(product, client, mark);
  const interview = await create("POST /v1/prd/sessions", { client_id: client, title: mark }, "session_id");
  const comment = await create(`POST /v1/prds/${prd}/comments`, { text: mark }, "comment_id");
  await create(`POST /v1/prds/${prd}/versions`, { name: mark }, "prd_id");
  const automation = await create("POST /v1/automation", { prd_id: prd }, "automation_id");
  const described = {
    name: mark,
    arms: [{ key: "control" }, { key: "warm", changes: [{ path: "agent.personality", value: mark }] }],
  };
  const experiment = await create("POST /v1/experiments", described, "experiment_id");
  for (const activate of [true, false]) {
    const spare = minimalYaml({ clientId: client, more: `  industry: ${mark}${activate ? "" : "s"}\n` });
    await product.api(`PUT /v1/configs/${client}/spare`, { client, body: { yaml: spare, activate } });
  }
  const versions = `/v1/configs/${client}/main`;
  const { body: stored } = await product.api<{ yaml: string }>(`GET ${versions}/versions/1`, { client });
  const edited = { yaml: `${stored.yaml}\n# ${mark}\n` };
  const { body: pushed } = await product.api<{ version: number }>(`PUT ${versions}`, { client, body: edited });
  const slow = { version: pushed.version, percents: [1, 100], min_minutes: 9_000 };
  const rollout = await create("POST /v1/rollouts", slow, "rollout_id");
  const rows = { format: "csv", text: `id,name\nL-9,${mark}\n` };
  const tableImport = await create(`POST /v1/tables/lamps_${client}/imports`, rows, "import_id");
  const rate = { from: "USD", rate: "84.5", on: "2026-11-28", source: mark };
  const inputs = { volumes: { conversations: 10 }, rates: [rate] };
  const pricing = await create("POST /v1/pricing", { name: mark, inputs }, "pricing_id");
  const offer = { pricing_id: pricing, quote: 1, language: "en", client_name: mark, sender: mark, title: mark };
  const offered = await product.api<{ proposal: { proposal_id: string } }>("POST /v1/proposals", {
    client,
    body: offer,
  });
  const proposal = offered.body.proposal.proposal_id;
  const business = { business: mark, research_type: "deep", document_ids: [document] };
  const research = await create("POST /v1/research", { client_id: client, ...business }, "research_id");
  await until("the research is reported", async () => {
    const { body } = await product.api(`GET /v1/research/${research}`, { client });
    return body.revision === 1;
  });
  const page = await first(`GET /v1/research/${research}/pages`, "research page", "page_id");
  const task = await first("GET /v1/research-tasks", "research task", "task_id");
  const file = await taskFile(product, client, task);
  const demoConfig = { business_name: mark, industry: "healthcare" };
  const demo = await create("POST /v1/demos", { config: demoConfig }, "demo_id");
  const evaluation = await create("POST /v1/quality/evaluations", { conversation_id: conversation }, "id");
  const work = await create("POST /v1/success/tasks", { title: mark, text: mark }, "task_id");
  await deadLetter(product.dataDir, clinic, mark);
  // A customer is stored once there is something to store about them.
  await product.inbound({ to: clinic.whatsapp, from: newCustomer(), body: "STOP" });
  const person = await first("GET /v1/customers", "customer", "customer_id");
  await product.api(`PATCH /v1/customers/${person}`, { client, body: { name: mark } });
  return {
    client,
    mark,
    things: {
      ...(await accountThings(world, client, mark)),
      "/v1/conversations": { id: conversation, ...files, answer: await agentsMessage(product, client, conversation) },
      "/v1/customers": { id: person, other: person },
      "/v1/saved-files": { id: await savedFile(product, client) },
      "/v1/quality/evaluations": { id: evaluation },
      "/v1/proposals": { id: proposal },
      "/v1/pricing": { id: pricing },
      "/v1/demos": { id: demo },
      "/v1/incidents": { id: incident },
      "/v1/success/tasks": { id: work },
      "/v1/success/corrections": { id: await correction(product.dataDir, client, mark) },
      "/v1/success/knowledge-gaps": { id: await knowledgeGap(product.dataDir, client, mark) },
      "/v1/success/reviews": { quarter: "2026-Q3" },
      "/v1/sla/maintenance": { id: maintenance },
      "/v1/sla/reports": { month: "2026-10" },
      "/v1/payments": { id: payment },
      "/v1/operators": { id: "asha" },
      "/v1/canned-replies": { id: "hours" },
      "/v1/labels": { id: "urgent" },
      "/v1/macros": { id: "note" },
      "/v1/inbox-views": { id: "urgent" },
      "/v1/appointments": { id: appointment },
      "/v1/approvals": { id: approval },
      "/v1/research-tasks": { id: task, file },
      "/v1/research": { id: research, page_id: page },
      "/v1/automation": { id: automation },
      "/v1/experiments": { id: experiment },
      "/v1/rollouts": { id: rollout },
      "/v1/campaigns": { id: campaign },
      "/v1/integrations": { name: "razorpay" },
      "/v1/table-imports": { id: tableImport },
      "/v1/tables": { table: `lamps_${client}`, id: "L-1" },
      "/v1/prd/sessions": { id: interview },
      "/v1/prds": { id: prd, version: "1", comment },
      "/v1/tickets": { id: ticket },
      "/v1/follow-ups": { id: await first("GET /v1/follow-ups", "follow-up", "id") },
      "/v1/api-keys": { id: await first("GET /v1/api-keys", "key", "id") },
      "/v1/events/dead-letters": { id: await first("GET /v1/events/dead-letters", "dead letter", "id") },
      "/v1/drafts": { id: await create("POST /v1/drafts", { yaml: minimalYaml({ clientId: client }) }, "draft_id") },
      "/v1/configs": { client, name: "main", version: "1" },
      "/v1/messages": { id: message },
      "/v1/calls": { id: call },
      "/v1/webhook-endpoints": { id: endpoint, deliveryId: delivery },
      "/v1/knowledge/documents": { id: document },
      "/v1/knowledge/crawls": { id: crawl },
      "/v1/knowledge/entities": { id: entity },
      "/v1/knowledge": { base: "general" },
    },
  };
}

/** A file that the task's holder has given to it. */
async function taskFile(product: Flow["product"], client: string, task: string): Promise<string> {
  await product.api(`POST /v1/research-tasks/${task}/claim`, { client, body: {} });
  const form = new FormData();
  form.set("file", new File([Buffer.from("89504e470d0a1a0a", "hex")], "door.png"));
  const headers = { authorization: `Bearer ${await product.token(client)}` };
  const url = `${product.url}/v1/research-tasks/${task}/files`;
  const answer = (await (await fetch(url, { method: "POST", headers, body: form })).json()) as {
    files: readonly { file_id: string }[];
  };
  return answer.files[0]?.file_id ?? "";
}

/** An approved requirements document, which a configuration can be written from. */
async function approvedPrd(product: Flow["product"], client: string, mark: string): Promise<string> {
  const { body } = await product.api<{ prd_id: string }>("POST /v1/prds", { client, body: { title: mark } });
  const sections = {
    objectives: { text: mark, kind: "support" },
    requirements: { text: mark, priority: "must", aspect: "content" },
    scenarios: { title: mark, given: mark, when: mark, outcome: mark, requirements: ["REQ-1"] },
  };
  const operations = Object.entries(sections).map(([section, fields]) => ({ op: "add", section, fields }));
  await product.api(`PATCH /v1/prds/${body.prd_id}`, { client, body: { operations } });
  const approved = await product.api(`POST /v1/prds/${body.prd_id}/approve`, { client, body: { revision: 2 } });
  if (approved.status >= 300) throw new Error(`The requirements were not approved: ${JSON.stringify(approved.body)}`);
  return body.prd_id;
}

/** Publishes an event that its step refuses for good while the product runs: it names no configuration of the client. */
async function deadLetter(dataDir: string, { client }: Clinic, mark: string): Promise<void> {
  const settings = { NODE_ENV: "test", DATA_DIR: dataDir, PORT: 0 } as const;
  const platform = await openPlatform(settings, { secrets: environmentSecret });
  try {
    const [tenantId, occurredAt] = [TenantId.parse(client), new Date().toISOString()];
    const event = {
      id: `dead-${mark}`,
      type: messageRequested.type,
      tenantId,
      key: mark,
      causationId: null,
      occurredAt,
    };
    const recipient = { channel: "sms" as const, accountAddress: null, address: newCustomer(), name: mark };
    const data = messageRequested.schema.parse({
      requestId: mark,
      origin: { kind: "follow-up", id: mark },
      purpose: "service",
      conversationId: mark,
      recipient,
      content: textContent(mark),
      template: null,
      unlessWrittenSince: null,
      configName: "unknown",
    });
    await platform.bus.publish([{ ...event, data }]);
  } finally {
    await platform.close(1_000);
  }
}

/** A message of the agent in a conversation. */
async function agentsMessage(product: Product, client: string, conversation: string): Promise<string> {
  const { body } = await product.api(`GET /v1/conversations/${conversation}/messages`, { client });
  const items = body.items as readonly { readonly role: string; readonly message_id: string }[];
  const found = items.find(({ role }) => role === "agent")?.message_id;
  if (found === undefined) throw new Error("The agent wrote nothing in the conversation.");
  return found;
}
