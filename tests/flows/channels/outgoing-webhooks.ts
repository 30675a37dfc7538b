import { Webhook } from "standardwebhooks";
import { webhookEvents } from "../../../functions/engines/webhooks/events/index.ts";
import { webhookEventNames } from "../../../shared/events/webhook-event-names.ts";
import { until } from "../../contracts/open-platform.ts";
import { clinicYaml, openClinic } from "../stage/clinic.ts";
import { type Flow, newCustomer, newWord } from "../stage/flow.ts";

interface Endpoint {
  readonly id: string;
  readonly secret: string;
  readonly enabled: boolean;
  readonly disabled_reason: string | null;
  readonly integration: string | null;
  readonly url: string;
}

interface Delivery {
  readonly id: string;
  readonly event_id: string;
  readonly type: string;
  readonly status: "pending" | "delivered" | "failed";
  readonly body: string;
  readonly attempts: readonly { readonly status: number | null }[];
}

interface Received {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly rawBody: string;
}

interface Told {
  readonly id: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Calls and reads of a client's outgoing webhooks, whose receiver is the sandbox's tenant API. */
export function webhookReceiver({ product, outside }: Flow, client: string) {
  const call = async <T>(line: string, body?: object, status = 200): Promise<T> => {
    const answer = await product.api<T>(line, { client, ...(body ? { body } : {}) });
    if (answer.status !== status) throw new Error(`${line} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  return {
    call,
    create: (path: string, events: readonly string[] = webhookEventNames) =>
      call<Endpoint>("POST /v1/webhook-endpoints", { url: `https://shop.example${path}`, events }, 201),
    endpoints: async () => (await call<{ items: readonly Endpoint[] }>("GET /v1/webhook-endpoints")).items,
    deliveries: async ({ id }: Pick<Endpoint, "id">) =>
      (await call<{ items: readonly Delivery[] }>(`GET /v1/webhook-endpoints/${id}/deliveries?limit=200`)).items,
    requests: async (path: string) =>
      (await outside.control<readonly Received[]>("requests?provider=tenant")).filter((each) =>
        each.path.endsWith(path),
      ),
  };
}

/** What arrived at a path, each verified as Standard Webhooks says and against its event's own schema. */
export function verified(requests: readonly Received[], secret: string): readonly Told[] {
  return requests.map(({ headers, rawBody }) => {
    const told = new Webhook(secret).verify(rawBody, { ...headers }) as Told;
    const event = webhookEvents[told.type as keyof typeof webhookEvents];
    event.data.strict().parse(told.data);
    return { ...told, id: headers["webhook-id"] ?? "" };
  });
}

export function outgoingWebhookFlows(world: Flow): void {
  let paths = 0;
  const newPath = () => {
    paths += 1;
    return `/hooks/${process.pid}/${paths}`;
  };
  const open = async (how = {}) => {
    const clinic = await openClinic(world.product, how);
    return { ...clinic, ...webhookReceiver(world, clinic.client) };
  };
  type Opened = Awaited<ReturnType<typeof open>>;

  /** Waits until the endpoint was told of all of these, and returns everything it was told. */
  async function toldTo(of: Opened, path: string, secret: string, ...types: readonly string[]) {
    const told = async () => verified(await of.requests(path), secret);
    await until(types.join(", "), async () => {
      const seen = (await told()).map(({ type }) => type);
      return types.every((type) => seen.includes(type));
    });
    return told();
  }

  describe("a tenant's own server", () => {
    it("is told of a conversation on web chat and of what an operator does, and no other tenant's is", async () => {
      const [clinic, other] = [await open({ handoffTimeoutSeconds: 600 }), await open()];
      const [path, otherPath, word] = [newPath(), newPath(), newWord()];
      const [{ secret }] = [await clinic.create(path), await other.create(otherPath)];
      await world.outside.script(word, { text: "हाँ, रविवार को खुला है।" });
      const said = { client: clinic.client, session: newCustomer(), message: `क्या रविवार को खुला है? ${word}` };
      const { conversation_id: id } = await world.product.chat(said);
      const act = (action: string, body: object) => clinic.call(`POST /v1/conversations/${id}/${action}`, body);
      await act("takeover", {});
      await act("reply", { text: "Ravi speaking" });
      await act("transfer", { department: "medical_team" });
      await act("takeover", {});
      await act("release", {});
      await act("resolve", {});
      const told = await toldTo(
        ...([clinic, path, secret] as const),
        ...["conversation.opened", "message.received", "message.sent", "conversation.assigned"],
        ...["conversation.transferred", "conversation.released", "conversation.resolved", "conversation.closed"],
      );
      const of = (type: string) => told.filter((each) => each.type === type).map(({ data }) => data);
      expect(of("conversation.opened")).toMatchObject([{ conversation_id: id, channel: "web_chat" }]);
      expect(of("message.received")).toMatchObject([{ conversation_id: id, text: said.message }]);
      expect(of("conversation.transferred")).toMatchObject([{ to_department: "medical_team" }]);
      await until("the operator's reply is told", async () =>
        verified(await clinic.requests(path), secret).some(({ data }) => data.by === "operator"),
      );
      const replies = verified(await clinic.requests(path), secret).filter(({ type }) => type === "message.sent");
      expect(replies.map(({ data }) => data).sort((a, b) => String(a.by).localeCompare(String(b.by)))).toMatchObject([
        { by: "agent", operator: null, messages: [{ text: "हाँ, रविवार को खुला है।" }] },
        { by: "operator", messages: [{ text: "Ravi speaking" }] },
      ]);
      expect(await other.requests(otherPath)).toEqual([]);
    });

    it("is told of consents and opt-outs, and of an erasure, with which the record of deliveries goes", async () => {
      const clinic = await open();
      const [path, word, phone] = [newPath(), newWord(), newCustomer()];
      const endpoint = await clinic.create(path);
      await world.product.inbound({ to: clinic.sms, from: phone, body: `Hello ${word}`, channel: "sms" });
      await toldTo(clinic, path, endpoint.secret, "message.received", "message.sent", "conversation.opened");
      const find = `GET /v1/customers?phone=${encodeURIComponent(phone)}`;
      const search = async () => (await clinic.call<{ items: readonly { customer_id: string }[] }>(find)).items[0];
      await world.product.inbound({ to: clinic.sms, from: phone, body: "STOP", channel: "sms" });
      await toldTo(clinic, path, endpoint.secret, "contact.opted_out");
      await until("the customer is known", async () => (await search()) !== undefined);
      const id = (await search())?.customer_id ?? "";
      const consent = { purpose: "marketing", channel: "whatsapp", granted: true, wording: `Yes ${word}` };
      await clinic.call(`POST /v1/customers/${id}/consents`, consent, 201);
      await world.product.inbound({ to: clinic.sms, from: phone, body: "START", channel: "sms" });
      const told = await toldTo(clinic, path, endpoint.secret, "contact.opted_in", "consent.changed");
      expect(told.filter(({ type }) => type.startsWith("contact."))).toHaveLength(2);
      // Staff's own record is told once, though a conversation is told of it inside the product too.
      await clinic.call(`PATCH /v1/customers/${id}`, { opt_outs: { sms: true } });
      await until("it is told", async () => {
        const all = verified(await clinic.requests(path), endpoint.secret);
        return all.filter(({ type }) => type === "contact.opted_out").length === 2;
      });
      await until("nothing is pending", async () =>
        (await clinic.deliveries(endpoint)).every(({ status }) => status === "delivered"),
      );
      await clinic.call(`POST /v1/customers/${id}/erase`, {}, 202);
      const after = await toldTo(clinic, path, endpoint.secret, "contact.erased");
      expect(after.filter(({ type }) => type === "contact.erased")).toMatchObject([{ data: { customer_id: id } }]);
      const left = await clinic.deliveries(endpoint);
      expect(left.map(({ type }) => type)).toEqual(["contact.erased"]);
      expect(JSON.stringify(left)).not.toContain(word);
    });

    it("gets what failed again under the same id, what is replayed, and a test", async () => {
      const clinic = await open();
      const [path, word] = [newPath(), newWord()];
      const endpoint = await clinic.create(path, ["message.received"]);
      const html = {
        provider: "tenant",
        match: path,
        status: 502,
        body: "<html>Bad gateway</html>",
        times: 1,
      } as const;
      await world.outside.fault(html);
      await world.product.chat({ client: clinic.client, session: newCustomer(), message: `Hello ${word}` });
      const delivered = async () => (await clinic.deliveries(endpoint)).filter(({ status }) => status === "delivered");
      await until("it is delivered", async () => (await delivered()).length === 1);
      const [delivery] = await delivered();
      expect(delivery?.attempts).toMatchObject([{ status: 502 }, { status: 201 }]);
      await clinic.call(`POST /v1/webhook-endpoints/${endpoint.id}/deliveries/${delivery?.id}/replay`, {}, 202);
      await clinic.call(`POST /v1/webhook-endpoints/${endpoint.id}/test`, {}, 202);
      await until("all arrived", async () => (await clinic.requests(path)).length === 4);
      const told = verified(await clinic.requests(path), endpoint.secret);
      expect(told.filter(({ id }) => id === delivery?.event_id)).toHaveLength(3);
      expect(told.filter(({ type }) => type === "endpoint.test")).toHaveLength(1);
      expect(await clinic.deliveries(endpoint)).toHaveLength(2);
    });

    it("that is gone is disabled, which the others are told, and receives again once it is enabled", async () => {
      const clinic = await open();
      const [path, otherPath, witnessPath] = [newPath(), newPath(), newPath()];
      const endpoint = await clinic.create(path, ["message.received"]);
      const other = await clinic.create(otherPath, ["endpoint.disabled"]);
      await clinic.create(witnessPath, ["message.received"]);
      await world.outside.fault({ provider: "tenant", match: path, status: 410, times: 1 });
      const say = () => world.product.chat({ client: clinic.client, session: newCustomer(), message: "Hello" });
      await say();
      const told = await toldTo(clinic, otherPath, other.secret, "endpoint.disabled");
      expect(told).toMatchObject([{ data: { endpoint_id: endpoint.id, reason: expect.stringContaining("410") } }]);
      const test = `POST /v1/webhook-endpoints/${endpoint.id}/test`;
      expect(await clinic.call(test, {}, 409)).toMatchObject({ code: "webhook-endpoint-disabled" });
      await say();
      // Once the witness has it, this message was told while the endpoint was disabled.
      await until("the witness is told", async () => (await clinic.requests(witnessPath)).length === 2);
      const enabled = { enabled: true };
      const after = await clinic.call<Endpoint>(`PATCH /v1/webhook-endpoints/${endpoint.id}`, enabled);
      expect(after).toMatchObject({ enabled: true, disabled_reason: null });
      await say();
      await until("it receives again", async () => (await clinic.requests(path)).length === 2);
    });

    it("that an integration names in the configuration is told, and is gone with it", async () => {
      const clinic = await open();
      const path = newPath();
      const desk = `      - { name: desk, type: crm, config: { api_key: "\${KEY}", webhook_url: "https://desk.example${path}", webhook_events: [message.sent] } }\n`;
      const put = async (yaml: string) =>
        clinic.call(`PUT /v1/configs/${clinic.client}/main`, { yaml, activate: true });
      await put(
        clinicYaml(clinic).replace(
          '    available:\n      - name: "twilio',
          `    available:\n${desk}      - name: "twilio`,
        ),
      );
      const listed = async () => (await clinic.endpoints()).find(({ integration }) => integration === "desk");
      await until("it is listed", async () => (await listed()) !== undefined);
      const id = (await listed())?.id;
      expect(await clinic.call(`PATCH /v1/webhook-endpoints/${id}`, { url: "https://x.example" }, 409)).toMatchObject({
        code: "webhook-endpoint-configured",
      });
      const { secret } = await clinic.call<Endpoint>(`POST /v1/webhook-endpoints/${id}/rotate-secret`, {});
      await world.product.chat({ client: clinic.client, session: newCustomer(), message: "Hello" });
      await toldTo(clinic, path, secret, "message.sent");
      await put(clinicYaml(clinic));
      await until("it is gone", async () => (await listed()) === undefined);
      expect(await clinic.call(`GET /v1/webhook-endpoints/${id}`, undefined, 404)).toMatchObject({
        code: "webhook-endpoint-not-found",
      });
    });
  });
}
