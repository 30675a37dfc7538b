import { until } from "../contracts/open-platform.ts";
import { openClinic } from "./clinic.ts";
import type { Flow } from "./flow.ts";
import { newWord } from "./flow.ts";
import type { Answer } from "./product.ts";
import { type DescribedOperation, operationsOf, pathTo } from "./tenancy-operations.ts";
import { type Owner, ownerOfEverything } from "./tenancy-things.ts";

type Role = "admin" | "operator" | "viewer" | "service";
const roles: readonly Role[] = ["admin", "operator", "viewer", "service"];

/** What each operation that takes a body is given: enough for its owner to succeed. */
const bodies = ({ client, mark }: Pick<Owner, "client" | "mark">): Readonly<Record<string, object>> => ({
  "POST /v1/chat": { client_id: client, session_id: mark, message: "Hello" },
  "POST /v1/conversations/{id}/reply": { text: "Hello" },
  "POST /v1/conversations/{id}/note": { text: "Hello" },
  "POST /v1/conversations/{id}/transfer": { department: "billing" },
  "PUT /v1/operators/me/presence": { presence: "online" },
  "PUT /v1/operators/{id}": { name: "Somebody" },
  "PUT /v1/canned-replies/{id}": { title: "Title", text: "Text" },
  "PATCH /v1/customers/{id}": { name: "Somebody" },
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
});

/** These make the caller's own thing under a name of their choice, so there is nothing of another's to find. */
const makesOnesOwn: ReadonlySet<string> = new Set(["PUT /v1/operators/{id}", "PUT /v1/canned-replies/{id}"]);

/** Ids are long where we give them; two clients may both have an operator "asha" or a first dead letter. */
const isOursAlone = (id: string) => id.length > 10;

/** After these there may be nothing left for the next: they come last, in this order. */
const last: readonly string[] = ["/resolve", "/cancel", "/erase", "/erasure"];
const rank = ({ method, path }: DescribedOperation) =>
  method === "DELETE" ? 9 : 1 + last.findIndex((end) => path.endsWith(end));

/** Every operation of the API, asked by somebody it is not for. A new route is walked as soon as it is described. */
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
  const withParameters = () => operations.filter(({ parameters }) => parameters.length > 0);

  async function call(operation: DescribedOperation, client: string, role: Role = "admin"): Promise<Answer<string>> {
    const body = bodies({ client, mark: owner.mark })[operation.line];
    const token = await tokenOf(client, role);
    return ask(operation, { authorization: `Bearer ${token}` }, body);
  }

  /** A stream that goes on is read for a moment. */
  async function ask(operation: DescribedOperation, identity: Record<string, string>, body?: object) {
    const leaving = new AbortController();
    const response = await fetch(`${world.product.url}${pathTo(operation, thingOf(operation) ?? {})}`, {
      method: operation.method,
      headers: {
        accept: "application/json, text/event-stream",
        ...(body ? { "content-type": "application/json" } : {}),
        ...identity,
      },
      signal: leaving.signal,
      ...(body ? { body: JSON.stringify(body) } : {}),
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

  /** What the owner sees of every thing, without the streams. */
  async function seen(): Promise<Readonly<Record<string, string>>> {
    const reads = withParameters().filter(({ method, path }) => method === "GET" && !path.endsWith("/events"));
    const answers: Record<string, string> = {};
    for (const read of reads)
      answers[read.line] = (await call(read, owner.client)).body.replace(/"request_id":"[^"]*"/, "");
    return answers;
  }

  describe("every operation of the API", () => {
    it("is known here: one thing of each resource, and a body where one is needed", () => {
      expect(operations.length).toBeGreaterThan(50);
      const unknown = [
        ...withParameters().filter((operation) => thingOf(operation) === undefined),
        ...operations.filter(({ line, takesBody }) => takesBody && !(line in bodies(owner))),
      ];
      expect(unknown.map(({ line }) => line)).toEqual([]);
    });

    it("refuses who says nothing of themselves, and what is no identity", async () => {
      for (const operation of operations) {
        const { line } = operation;
        expect([line, (await ask(operation, {})).status]).toEqual([line, 401]);
        expect([line, (await ask(operation, { authorization: "Bearer x.y.z" })).status]).toEqual([line, 401]);
        expect([line, (await ask(operation, { "x-api-key": "ak_unknown" })).status]).toEqual([line, 401]);
      }
    });

    it("refuses every role that may not, a viewer whatever it writes", async () => {
      for (const operation of operations) {
        const { line, method } = operation;
        const writes = method !== "GET" && line !== "POST /v1/configs/validate";
        expect([line, operation.roles.length]).not.toEqual([line, 0]);
        if (writes) expect([line, operation.roles]).not.toEqual([line, expect.arrayContaining(["viewer"])]);
        for (const role of roles.filter((each) => !operation.roles.includes(each)))
          expect([line, role, (await call(operation, owner.client, role)).status]).toEqual([line, role, 403]);
      }
    });

    it("finds nothing of another client's, and changes nothing of theirs", async () => {
      const before = await seen();
      const own = ({ line }: DescribedOperation) => Number(makesOnesOwn.has(line));
      for (const operation of withParameters().toSorted((a, b) => own(a) - own(b))) {
        const { line } = operation;
        const { status, body } = await call(operation, stranger);
        // A list of an unknown thing may also be empty.
        if (status !== 200 || !body.startsWith('{"items":[]'))
          expect([line, status]).toEqual([line, own(operation) ? 200 : 404]);
        expect(body).not.toContain(owner.mark);
      }
      expect(await seen()).toEqual(before);
    });

    it("lists nothing of another client's", async () => {
      const made = Object.values(owner.things).flatMap(({ id }) => id ?? []);
      const secrets = [owner.mark, owner.client, ...made.filter(isOursAlone)];
      for (const operation of operations.filter(({ method, parameters }) => method === "GET" && !parameters.length)) {
        const { body } = await call(operation, stranger);
        for (const secret of secrets)
          expect([operation.line, secret, body.includes(secret)]).toEqual([operation.line, secret, false]);
      }
    });

    it("does not speak for another client", async () => {
      const asked = async (line: string, body: object) =>
        (await world.product.api(line, { client: stranger, body })).status;
      const theirs = bodies(owner);
      expect(await asked("POST /v1/chat", theirs["POST /v1/chat"] ?? {})).toBe(404);
      expect(await asked("POST /v1/triggers", theirs["POST /v1/triggers"] ?? {})).toBe(403);
      const customer = { conversation_id: owner.things["/v1/conversations"]?.id };
      expect(await asked("POST /v1/triggers", { client_id: stranger, condition: "report_late", customer })).toBe(404);
      const line = `GET /v1/canned-replies?conversation_id=${customer.conversation_id}`;
      expect((await world.product.api(line, { client: stranger })).status).toBe(404);
    });

    it("keeps the answers of an Idempotency-Key apart", async () => {
      const body = bodies(owner)["POST /v1/campaigns"];
      const headers = { "idempotency-key": newWord() };
      const [mine, theirs] = await Promise.all(
        [owner.client, stranger].map((client) => world.product.api("POST /v1/campaigns", { client, body, headers })),
      );
      expect([mine?.status, theirs?.status]).toEqual([201, 201]);
      expect(mine?.body.id).not.toBe(theirs?.body.id);
    });

    // Last: it uses the things up. Without it the test above would hold for a path that leads nowhere.
    it("finds what is the caller's own", async () => {
      for (const operation of withParameters().toSorted((a, b) => rank(a) - rank(b))) {
        const { line } = operation;
        let { status } = await call(operation, owner.client);
        // An erasure is begun by an event.
        if (line.endsWith("/erasure"))
          await until("it is begun", async () => {
            ({ status } = await call(operation, owner.client));
            return status === 200;
          });
        // A conflict, or a body that does not fit the thing's state, is said of a thing that was found.
        expect([line, status, status === 404]).toEqual([line, status, false]);
        expect([line, status < 500]).toEqual([line, true]);
      }
    });
  });
}
