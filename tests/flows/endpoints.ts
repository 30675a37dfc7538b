import { createHash } from "node:crypto";
import { sandboxSendGrid } from "../../emulators/sandbox/credentials.ts";
import { until } from "../contracts/open-platform.ts";
import { type Flow, newCustomer, newWord } from "./stage/flow.ts";

interface Listed {
  readonly items: readonly {
    readonly conversation_id: string;
    readonly turn_count: number;
    readonly customer: { readonly id: string; readonly address: string };
  }[];
}

interface CustomerReply {
  readonly opt_outs?: Readonly<Record<string, string>>;
  readonly consents: readonly object[];
}

interface Mail {
  readonly email: string;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

const client = "endpoints_clinic";
const numbers = { whatsapp: "+15550178001", phoneNumberId: "106540352242001", sms: "+15550178002" };
const mailbox = "care@endpoints-clinic.example";

const yaml = `automation_config:
  config_id: "${client}_v1"
  client_id: "${client}"
  client_name: "Riverside Clinic"
  use_case: "customer_support"
  agent:
    system_prompt: "You are {agent_name}."
    agent_name: "Maya"
    model: { primary: "gemini-3.8-flash", fallback: "gemini-3.5-flash-lite" }
  integrations:
    available:
      - { name: "meta_whatsapp", type: "messaging", config: { access_token: "\${META_ACCESS_TOKEN}" } }
      - { name: "zendesk", type: "crm", config: { api_key: "\${ZENDESK_API_KEY}", email: "agent@clinic.example", subdomain: "clinic" } }
      - { name: "twilio_sms", type: "messaging", config: { account_sid: "\${TWILIO_ACCOUNT_SID}", auth_token: "\${TWILIO_AUTH_TOKEN}" } }
  channels:
    input:
      - { type: "whatsapp", provider: "meta_whatsapp", config: { phone_number: "${numbers.whatsapp}", phone_number_id: "${numbers.phoneNumberId}" } }
      - { type: "sms", config: { phone_number: "${numbers.sms}" } }
      - { type: "email", config: { address: "${mailbox}" } }
  conversation:
    burst_window_ms: { whatsapp: 0, sms: 3000, email: 0 }
`;

/**
 * Every endpoint besides Twilio's WhatsApp: each webhook, delivered ten times, shuffled and concurrent, has one effect.
 */
export function endpointFlows(world: Flow): void {
  const tenfold = { times: 10, shuffle: true, atOnce: true };

  beforeAll(async () => {
    const pushed = await world.product.api(`PUT /v1/configs/${client}/main`, {
      client,
      body: { yaml, activate: true },
    });
    if (pushed.status !== 200) throw new Error(JSON.stringify(pushed.body));
    await sandbox("sendgrid/settings", { webhookUrl: `${world.product.url}/webhooks/sendgrid` });
    await sandbox("meta/settings", { webhookUrl: `${world.product.url}/webhooks/meta`, times: 3 });
  });

  async function sandbox<T>(path: string, body?: object): Promise<T> {
    const response = await fetch(`${world.outside.sandboxUrl}/_sandbox/${path}`, {
      ...(body === undefined
        ? {}
        : { method: "POST", body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  async function conversationOf(address: string) {
    const { body } = await world.product.api<Listed>("GET /v1/conversations?limit=100", { client });
    return body.items.find(({ customer }) => customer.address === address);
  }

  const metaTo = async (customer: string) =>
    (await sandbox<{ to: string; status: string; body: { text?: { body: string } } }[]>("meta/messages")).filter(
      ({ to }) => `+${to.replace(/\D/g, "")}` === customer,
    );
  const mailsTo = async (address: string) =>
    (await sandbox<readonly Mail[]>("sendgrid/messages")).filter(({ email }) => email === address);

  const writesOnMeta = (from: string, text: string, more: object = {}) =>
    sandbox<{ statuses: number[] }>("meta/inbound", {
      url: `${world.product.url}/webhooks/meta`,
      from,
      to: numbers.phoneNumberId,
      text,
      ...more,
    });

  const writesMail = (from: string, text: string) =>
    sandbox("sendgrid/inbound", {
      url: `${world.product.url}/webhooks/sendgrid/inbound?token=${sandboxSendGrid.inboundToken}`,
      from,
      to: mailbox,
      subject: "Hello",
      text,
    });

  describe("WhatsApp through Meta", () => {
    it("is answered once, however often and in whatever order it arrives, and the answer's delivery is tracked", async () => {
      const [customer, word] = [newCustomer(), newWord()];
      await world.outside.script(word, { text: "Haan, khule hain." });
      const { statuses } = await writesOnMeta(customer, `Khule ho, ${word}?`, tenfold);
      expect(statuses).toEqual(Array.from({ length: 10 }, () => 200));
      await until("the answer leaves", async () => (await metaTo(customer)).length > 0);
      await until("it is delivered", async () => {
        const conversation = await conversationOf(customer);
        const { body } = await world.product.api<{ items: { delivery: { status: string } | null }[] }>(
          `GET /v1/conversations/${conversation?.conversation_id}/messages`,
          { client },
        );
        return body.items[0]?.delivery?.status === "delivered";
      });
      expect((await metaTo(customer)).map(({ body }) => body.text?.body)).toEqual(["Haan, khule hain."]);
      expect(await conversationOf(customer)).toMatchObject({ turn_count: 1 });
    });

    it("is verified by Meta before it is used", async () => {
      expect(await sandbox("meta/verify", { url: `${world.product.url}/webhooks/meta` })).toMatchObject({
        verified: true,
      });
    });
  });

  describe("a provider that is temporarily unavailable", () => {
    const pairLimit = { error: { message: "(#131056) Pair rate limit hit", type: "OAuthException", code: 131_056 } };

    it.each([
      [
        "Meta, limiting messages to one customer",
        { provider: "meta", match: "messages", status: 400, body: pairLimit },
      ],
      ["Meta, limiting all messages", { provider: "meta", match: "messages", status: 429 }],
    ])("is %s: the answer is sent later, once", async (_, fault) => {
      const [customer, word] = [newCustomer(), newWord()];
      await world.outside.script(word, { text: `Later, ${word}.` });
      await sandbox("faults", { ...fault, times: 2 });
      await writesOnMeta(customer, `Khule ho, ${word}?`);
      await until("the answer leaves", async () => (await metaTo(customer)).length > 0);
      expect((await metaTo(customer)).map(({ body }) => body.text?.body)).toEqual([`Later, ${word}.`]);
    });

    it.each([429, 503])("is Twilio, answering %i: the SMS is sent later, once", async (status) => {
      const [customer, word] = [newCustomer(), newWord()];
      await world.outside.script(word, { text: `Later, ${word}.` });
      await world.outside.fault({ provider: "twilio", match: "Messages", status, times: 2 });
      await world.product.inbound({ to: numbers.sms, from: customer, body: `Open, ${word}?`, channel: "sms" });
      await until("the answer leaves", async () => (await world.outside.sentTo(customer)).length > 0);
      expect((await world.outside.sentTo(customer)).map(({ body }) => body)).toEqual([`Later, ${word}.`]);
    });

    it.each([429, 500])("is SendGrid, answering %i: the e-mail is sent later, once", async (status) => {
      const word = newWord();
      const from = `${word}@example.in`;
      await world.outside.script(word, { text: `Later, ${word}.` });
      await sandbox("faults", { provider: "sendgrid", status, times: 2 });
      await writesMail(from, word);
      await until("the answer leaves", async () => (await mailsTo(from)).length > 0);
      expect(await mailsTo(from)).toHaveLength(1);
    });
  });

  describe("STOP", () => {
    const texts = (from: string, body: string, repeat = 1) =>
      world.product.inbound({ to: numbers.sms, from, body, channel: "sms", repeat });
    const sent = async (customer: string) => (await world.outside.sentTo(customer)).map(({ body }) => body);

    it("on SMS is honoured at once, even during a burst, and nothing is sent until START", async () => {
      const [customer, word] = [newCustomer(), newWord()];
      await world.outside.script(word, { text: "Welcome back." });
      await texts(customer, "What does it cost?");
      await texts(customer, "बंद करो", 10);
      await until("it is confirmed", async () => (await sent(customer)).length === 1);
      expect((await sent(customer))[0]).toContain("START");
      const turns = (count: number) =>
        until(`there are ${count} turns`, async () => (await conversationOf(customer))?.turn_count === count);
      await texts(customer, "Are you there?");
      await turns(2);
      await texts(customer, "START");
      await turns(3);
      await texts(customer, `And now ${word}`);
      await until("the agent answers again", async () => (await sent(customer)).includes("Welcome back."));
      expect(await sent(customer)).toHaveLength(2);
      expect(await world.outside.asked("What does it cost?")).toHaveLength(1); // as history of the turn after START
    });

    it("on WhatsApp does not wait for an answer in progress, which is then not sent", async () => {
      const [customer, word] = [newCustomer(), newWord()];
      await world.outside.script(word, { delayMs: 8_000, text: "An answer nobody wants any more." });
      await writesOnMeta(customer, `What does it cost, ${word}?`);
      await until("the model is asked", async () => (await world.outside.asked(word)).length > 0);
      await writesOnMeta(customer, "STOP", tenfold);
      const optedOut = async () => {
        const id = (await conversationOf(customer))?.customer.id;
        const { body } = await world.product.api<CustomerReply>(`GET /v1/customers/${id}`, { client });
        return body.opt_outs?.whatsapp !== undefined;
      };
      await until("the opt-out is recorded", optedOut);
      expect(await metaTo(customer)).toEqual([]);
      await until("it is confirmed", async () => (await metaTo(customer)).length > 0);
      await until("both turns are over", async () => (await conversationOf(customer))?.turn_count === 2);
      expect((await metaTo(customer)).map(({ body }) => body.text?.body)).toEqual([expect.stringContaining("START")]);
    });
  });

  describe("e-mail", () => {
    const arrives = (from: string, text: string, more: object = {}) =>
      sandbox<{ statuses: number[] }>("sendgrid/inbound", {
        url: `${world.product.url}/webhooks/sendgrid/inbound?token=${sandboxSendGrid.inboundToken}`,
        from: `Asha <${from}>`,
        to: mailbox,
        subject: "My report",
        text,
        ...more,
      });

    it("is answered once in its thread, without the quoted text", async () => {
      const word = newWord();
      const from = `${word}@example.in`;
      await world.outside.script(word, { text: "It is ready." });
      const quoted = `Is it ready, ${word}?\n\nOn Mon, 23 Nov 2026, Maya <${mailbox}> wrote:\n> Old words`;
      await arrives(from, quoted, { headers: { "Message-ID": `<${word}@example.in>` }, ...tenfold });
      await until("the answer leaves", async () => (await mailsTo(from)).length > 0);
      await arrives(from, `Thanks ${word}`, { headers: { "Message-ID": `<2${word}@example.in>` } });
      await until("the second answer leaves", async () => (await mailsTo(from)).length === 2);
      const [mail] = await mailsTo(from);
      expect(mail?.text).toContain("It is ready.");
      expect(mail?.headers["In-Reply-To"]).toBe(`<${word}@example.in>`);
      expect(JSON.stringify(await world.outside.asked(word))).not.toContain("Old words");
    });
  });

  describe("SendGrid's events", () => {
    it("report an unsubscribe once, and it applies to the person", async () => {
      const word = newWord();
      const from = `${word}@example.in`;
      await writesMail(from, word);
      await until("the answer leaves", async () => (await mailsTo(from)).length === 1);
      const events = ["unsubscribe", "delivered", "open"];
      const url = `${world.product.url}/webhooks/sendgrid`;
      await sandbox("sendgrid/events", { email: from, url, events, ...tenfold });
      const id = (await conversationOf(from))?.customer.id;
      const customer = async () => (await world.product.api<CustomerReply>(`GET /v1/customers/${id}`, { client })).body;
      await until("the opt-out is recorded", async () => (await customer()).opt_outs?.email !== undefined);
      expect((await customer()).consents).toEqual([
        expect.objectContaining({ channel: "email", granted: false, wording: "E-mail unsubscribe" }),
      ]);
    });
  });

  describe("Zendesk", () => {
    it("passes on an agent's answer once, and ends the conversation with the ticket", async () => {
      const customer = newCustomer();
      await writesOnMeta(customer, "Hello there");
      await until("it is answered", async () => (await metaTo(customer)).length === 1);
      const id = (await conversationOf(customer))?.conversation_id ?? "";
      const externalId = `${client}:${id}`;
      const key = createHash("sha256").update(id).digest("hex");
      await fetch(`${world.outside.sandboxUrl}/zendesk/api/v2/tickets.json`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: "Bearer any", "idempotency-key": key },
        body: JSON.stringify({ ticket: { subject: "Call", comment: { body: "x" }, external_id: externalId } }),
      });
      const comment = { body: "Dr Rao here: all is well.", public: true };
      const url = `${world.product.url}/webhooks/zendesk`;
      await sandbox("zendesk/webhook", { externalId, comment, status: "solved", url, ...tenfold });
      await until("the agent's answer arrives", async () => (await metaTo(customer)).length === 2);
      await until("it is resolved", async () => {
        const { body } = await world.product.api<{ status: string }>(`GET /v1/conversations/${id}`, { client });
        return body.status === "resolved";
      });
      expect((await metaTo(customer)).at(-1)?.body.text?.body).toBe(comment.body);
      expect(await metaTo(customer)).toHaveLength(2);
    });
  });
}
