import { until } from "../../contracts/open-platform.ts";
import { openClinic } from "../stage/clinic.ts";
import type { Flow } from "../stage/flow.ts";
import { newWord } from "../stage/flow.ts";
import type { Answer } from "../stage/product.ts";
import { lifecycleBodies } from "./lifecycle-bodies.ts";
import { researchTaskBodies } from "./research-task-bodies.ts";
import { settledView } from "./settled-view.ts";
import { accountBodies, agency, agencyOnly, endsOwnSession } from "./tenancy-accounts.ts";
import { countsByItself, moreBodies } from "./tenancy-bodies.ts";
import { type DescribedOperation, makesOnesOwn, operationsOf, pathTo, takesFilesOnly } from "./tenancy-operations.ts";
import { type Owner, ownerOfEverything } from "./tenancy-things.ts";

type Role = "admin" | "operator" | "viewer" | "service";
const roles: readonly Role[] = ["admin", "operator", "viewer", "service"];

const tomorrow = new Date(Date.now() + 86_400_000).toISOString();

const dollars = { from: "USD", rate: "84.5", on: "2026-11-28", source: "RBI" };
const chatsOnly = { volumes: { conversations: 10 }, rates: [dollars] };

/** A valid body for each operation that requires one. */
const bodies = ({ client, mark, things }: Owner): Readonly<Record<string, object>> => ({
  ...accountBodies(mark),
  "POST /v1/chat": { client_id: client, session_id: mark, message: "Hello" },
  "POST /v1/conversations/{id}/reply": { text: "Hello" },
  "POST /v1/conversations/{id}/note": { text: "Hello" },
  "POST /v1/conversations/{id}/translate": { message_id: "m1", language: "en" },
  "POST /v1/calls/{id}/join": { mode: "speak" },
  "POST /v1/calls/{id}/whisper": { text: "Hello" },
  ...researchTaskBodies,
  "POST /v1/approvals/{id}/answer": { answer: "declined" },
  "POST /v1/conversations/{id}/transfer": { department: "billing" },
  "PUT /v1/operators/me/presence": { presence: "online" },
  "PUT /v1/operators/{id}": { name: "Somebody" },
  "PUT /v1/canned-replies/{id}": { title: "Title", text: "Text" },
  "PATCH /v1/customers/{id}": { name: "Somebody" },
  "POST /v1/customers/{id}/merge": { customer_id: things["/v1/customers"]?.id ?? mark, owner_confirmed: true },
  "POST /v1/customers/{id}/merge-proposals/{other}/refuse": {},
  "POST /v1/customers/{id}/consents": { purpose: "marketing", channel: "sms", granted: true, wording: "Yes" },
  "POST /v1/campaigns": { name: "Autumn", channel: "sms", message: "Hello" },
  "POST /v1/campaigns/{id}/start": {},
  "POST /v1/campaigns/{id}/recipients": { recipients: [{ phone: "+919812345678" }] },
  "POST /v1/campaigns/{id}/audience": {},
  "POST /v1/triggers": { client_id: client, condition: "report_late", customer: { phone: "+919812345678" } },
  "POST /v1/configs/validate": { yaml: "automation_config: {}" },
  "PUT /v1/configs/{client}/{name}": { yaml: "automation_config: {}" },
  "POST /v1/configs/{client}/{name}/activate": { version: 1 },
  "POST /v1/api-keys": { name: "Key" },
  "POST /v1/voice/token": { client_id: client },
  "POST /v1/voice/calls": { client_id: client, to: "+919812345678", not_before: tomorrow },
  "POST /v1/messages": { channel: "sms", address: "+919812345678", text: "Hello" },
  "POST /v1/webhook-endpoints": { url: "https://shop.example/hooks", events: ["message.received"] },
  "PATCH /v1/webhook-endpoints/{id}": { enabled: true },
  "PATCH /v1/tickets/{id}": { status: "pending" },
  "POST /v1/tickets/{id}/comments": { text: "Called" },
  "POST /v1/knowledge/documents": { name: "hours.md", text: "We open at nine." },
  "POST /v1/knowledge/{base}/documents": { name: "terms.md", text: "Returns are free." },
  "POST /v1/knowledge/crawls": { urls: ["https://shop.example/help"] },
  "POST /v1/research": { client_id: client, business: "Lamp House", site: "https://lamps.example/" },
  "POST /v1/demos": { config: { industry: "healthcare" } },
  "PATCH /v1/demos/{id}": { state: "paused" },
  "POST /v1/pricing": { name: "Chats", inputs: chatsOnly },
  "POST /v1/pricing/{id}/versions": { name: "Chats", after: 1, inputs: chatsOnly },
  "POST /v1/proposals": {
    pricing_id: things["/v1/pricing"]?.id,
    quote: 1,
    language: "en",
    sender: "Agency",
    client_name: "Somebody",
    title: "Chats",
  },
  "POST /v1/knowledge/search": { query: "opening hours" },
  "POST /v1/knowledge/resolutions": { question: "late report" },
  ...moreBodies(client, things["/v1/conversations"]?.id ?? "", things["/v1/conversations"]?.answer ?? ""),
  "POST /v1/prd/sessions": { client_id: client },
  "POST /v1/prd/sessions/{id}/messages": { text: "Book tests" },
  ...lifecycleBodies,
  "POST /v1/automation/{id}/merge": { edited_version: 1 },
  "POST /v1/rollouts": { config: "spare", version: 2 },
  "POST /v1/rollouts/{id}/rollback": {},
  "POST /v1/automation": { prd_id: things["/v1/prds"]?.id },
});

/** What is asked for is too long for a query, or is somebody's words. */
const onlyReads: ReadonlySet<string> = new Set([
  "POST /v1/configs/validate",
  "POST /v1/experiment-plans",
  "POST /v1/knowledge/search",
  "POST /v1/knowledge/resolutions",
]);

/** Generated ids are long. Two clients may both have an operator "asha" or a first dead letter. */
const isOursAlone = (id: string) => id.length > 10;

/** These may leave nothing for later operations, so they come last, in this order. */
const last: readonly string[] = ["/resolve", "/cancel", "/erase", "/erasure"];
const rank = ({ method, path }: DescribedOperation) =>
  method === "DELETE" ? 9 : 1 + last.findIndex((end) => path.endsWith(end));

/** Calls every API operation as an unauthorized caller. A new route is covered as soon as it is described. */
export function tenancyFlows(world: Flow): void {
  let operations: readonly DescribedOperation[];
  let owner: Owner;
  let stranger: string;

  beforeAll(async () => {
    operations = await operationsOf(world.product);
    owner = await ownerOfEverything(world, newWord());
    stranger = (await openClinic(world.product)).client;
  });

  const thingOf = ({ path }: DescribedOperation) =>
    Object.entries(owner.things).find(([resource]) => path.startsWith(`${resource}/`))?.[1];
  const entitled = ({ line }: DescribedOperation) => (agencyOnly.has(line) ? agency : owner.client);
  const withParameters = () => operations.filter(({ parameters }) => parameters.length > 0);

  async function call(
    operation: DescribedOperation,
    client: string,
    { role = "admin", key, ending }: { readonly role?: Role; readonly key?: string; readonly ending?: string } = {},
  ): Promise<Answer<string>> {
    const body = bodies({ ...owner, client })[operation.line];
    const identity = { authorization: `Bearer ${await tokenOf(client, role)}` };
    return ask(operation, key === undefined ? identity : { ...identity, "idempotency-key": key }, body, ending);
  }

  /** Reads an endless stream for a short time. */
  async function ask(operation: DescribedOperation, identity: Record<string, string>, body?: object, ending = "") {
    const leaving = new AbortController();
    const response = await fetch(`${world.product.url}${pathTo(operation, thingOf(operation) ?? {})}`, {
      method: operation.method,
      headers: {
        accept: "application/json, text/event-stream",
        ...(body ? { "content-type": "application/json" } : {}),
        ...identity,
      },
      signal: leaving.signal,
      ...(body ? { body: JSON.stringify(body) + ending } : {}),
    });
    const goesOn = response.headers.get("content-type")?.startsWith("text/event-stream") === true;
    const late = goesOn ? setTimeout(() => leaving.abort(), 700) : undefined;
    let text = "";
    try {
      for await (const chunk of response.body ?? []) text += Buffer.from(chunk).toString();
    } catch (error) {
      if (!leaving.signal.aborted) throw error;
    }
    clearTimeout(late);
    return { status: response.status, headers: response.headers, body: text };
  }

  const tokens = new Map<string, string>();
  async function tokenOf(client: string, role: Role): Promise<string> {
    const known = tokens.get(`${client} ${role}`);
    if (known) return known;
    const token = await world.product.token(client, role);
    tokens.set(`${client} ${role}`, token);
    return token;
  }

  /** What the owner sees of every resource, without the streams. */
  async function ownersView(): Promise<Readonly<Record<string, string>>> {
    const reads = withParameters().filter(
      ({ method, path, line }) => method === "GET" && !path.endsWith("/events") && !countsByItself.has(line),
    );
    const answers: Record<string, string> = {};
    for (const read of reads)
      answers[read.line] = (await call(read, owner.client)).body.replace(/"request_id":"[^"]*"/, "");
    return answers;
  }

  describe("every operation of the API", () => {
    it("is covered: one example of each resource, and a body for each operation that requires one", () => {
      expect(operations.length).toBeGreaterThan(50);
      const unknown = [
        ...withParameters().filter((operation) => thingOf(operation) === undefined),
        ...operations.filter(({ line, takesBody }) => takesBody && !(line in bodies(owner))),
      ];
      expect(unknown.map(({ line }) => line)).toEqual([]);
    });

    it("rejects missing and invalid credentials", async () => {
      for (const operation of operations) {
        const { line } = operation;
        expect([line, (await ask(operation, {})).status]).toEqual([line, 401]);
        expect([line, (await ask(operation, { authorization: "Bearer x.y.z" })).status]).toEqual([line, 401]);
        expect([line, (await ask(operation, { "x-api-key": "ak_unknown" })).status]).toEqual([line, 401]);
      }
    });

    it("rejects unauthorized roles, and every write of a viewer", async () => {
      for (const operation of operations) {
        const { line, method } = operation;
        const writes = method !== "GET" && !onlyReads.has(line) && line !== endsOwnSession;
        expect([line, operation.roles.length]).not.toEqual([line, 0]);
        if (writes) expect([line, operation.roles]).not.toEqual([line, expect.arrayContaining(["viewer"])]);
        for (const role of roles.filter((each) => !operation.roles.includes(each)))
          expect([line, role, (await call(operation, owner.client, { role })).status]).toEqual([line, role, 403]);
      }
    });

    it("neither finds nor changes another client's resources", async () => {
      const before = await settledView(ownersView);
      const own = ({ line }: DescribedOperation) => Number(makesOnesOwn.has(line));
      for (const operation of withParameters().toSorted((a, b) => own(a) - own(b))) {
        const { line } = operation;
        const { status, body } = await call(operation, stranger);
        // A list of an unknown resource may also be empty.
        if (status !== 200 || !body.startsWith('{"items":[]'))
          expect([line, status]).toEqual([line, own(operation) ? (line.startsWith("POST") ? 202 : 200) : 404]);
        expect(body).not.toContain(owner.mark);
      }
      expect(await ownersView()).toEqual(before);
    });

    it("lists no resources of another client", async () => {
      const made = Object.values(owner.things).flatMap(({ id }) => id ?? []);
      const secrets = [owner.mark, owner.client, ...made.filter(isOursAlone)];
      for (const operation of operations.filter(({ method, parameters }) => method === "GET" && !parameters.length)) {
        const { body } = await call(operation, stranger);
        for (const secret of secrets)
          expect([operation.line, secret, body.includes(secret)]).toEqual([operation.line, secret, false]);
      }
    });

    it("does not act for another client", async () => {
      const asked = async (line: string, body: object) =>
        (await world.product.api(line, { client: stranger, body })).status;
      const theirs = bodies(owner);
      expect(await asked("POST /v1/chat", theirs["POST /v1/chat"] ?? {})).toBe(404);
      expect(await asked("POST /v1/triggers", theirs["POST /v1/triggers"] ?? {})).toBe(404);
      const customer = { conversation_id: owner.things["/v1/conversations"]?.id };
      expect(await asked("POST /v1/triggers", { client_id: stranger, condition: "report_late", customer })).toBe(404);
      const line = `GET /v1/canned-replies?conversation_id=${customer.conversation_id}`;
      expect((await world.product.api(line, { client: stranger })).status).toBe(404);
    });

    it("separates clients' answers for the same Idempotency-Key", async () => {
      const body = bodies(owner)["POST /v1/campaigns"];
      const headers = { "idempotency-key": newWord() };
      const [mine, theirs] = await Promise.all(
        [owner.client, stranger].map((client) => world.product.api("POST /v1/campaigns", { client, body, headers })),
      );
      expect([mine?.status, theirs?.status]).toEqual([201, 201]);
      expect(mine?.body.id).not.toBe(theirs?.body.id);
    });

    /** Repeats a request with its key, and sends the key with another text of the body. */
    async function expectOneEffect(operation: DescribedOperation, key: string, first: Answer<string>): Promise<void> {
      const { line } = operation;
      const repeat = await call(operation, entitled(operation), { key });
      // A repeated answer is not streamed word by word again.
      const lasting = ({ status, body }: Answer<string>) => [
        line,
        status,
        body.replace(/^event: token\n.*\n\n/gm, "").replace(/"request_id":"[^"]*"/, ""),
      ];
      expect(lasting(repeat)).toEqual(lasting(first));
      if (!operation.takesBody) return;
      const other = await call(operation, entitled(operation), { key, ending: " " });
      expect([line, other.status, other.body]).toEqual([line, 422, expect.stringContaining("idempotency-key-reused")]);
    }

    it("that writes answers a repeat with the same Idempotency-Key as before, and creates nothing", async () => {
      const creating = operations.filter(
        ({ method, parameters, line }) => method === "POST" && parameters.length === 0 && !takesFilesOnly.has(line),
      );
      for (const operation of creating) {
        const key = newWord();
        const first = await call(operation, entitled(operation), { key });
        expect([operation.line, first.status < 300]).toEqual([operation.line, true]);
        await expectOneEffect(operation, key, first);
      }
    });

    // Last, because it consumes the resources. It proves that the paths of the earlier tests exist.
    it("finds the caller's own resources, and changes each once for an Idempotency-Key", async () => {
      for (const operation of withParameters().toSorted((a, b) => rank(a) - rank(b))) {
        const { line, method } = operation;
        if (line === endsOwnSession) continue;
        const key = newWord();
        const first = await call(operation, entitled(operation), { key });
        let { status } = first;
        if (status < 300 && method !== "GET" && method !== "DELETE") await expectOneEffect(operation, key, first);
        // An event starts an erasure.
        if (line.endsWith("/erasure"))
          await until("the erasure has started", async () => {
            ({ status } = await call(operation, owner.client));
            return status === 200;
          });
        // A conflict or an invalid body is only reported for a resource that was found.
        expect([line, status, status === 404]).toEqual([line, status, false]);
        expect([line, status < 500]).toEqual([line, true]);
      }
    });
  });
}
