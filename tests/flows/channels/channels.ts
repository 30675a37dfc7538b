import { sandboxSendGrid } from "../../../emulators/sandbox/credentials.ts";
import { until } from "../../contracts/open-platform.ts";
import { type Flow, newCustomer, newWord } from "../stage/flow.ts";

interface Listed {
  readonly text: string;
  readonly delivery: {
    readonly status: string;
    readonly provider_message_ids: readonly string[];
    readonly error_code: string | null;
  } | null;
}

/** A message as stored by the sandbox's Meta. */
interface MetaMessage {
  readonly id: string;
  readonly channel: string;
  readonly from: string;
  readonly to: string;
  readonly body: { readonly type?: string; readonly text?: { readonly body: string } } & Readonly<
    Record<string, unknown>
  >;
}

interface Mail {
  readonly email: string;
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly customArgs: Readonly<Record<string, string>>;
}

const template = { name: "come_back", text: "Hi {{customer_name}}, we wrote to you: {{message}}" };
const contentSid = "HX000000000000000000000000000000c1";
const client = "studio_1";
const studio = {
  twilio: "+15550200001",
  silent: "+15550200002",
  meta: "+15550200003",
  phoneNumberId: "106540350200003",
  instagram: "17841400050200004",
  email: "care@studio.example",
};

/** One tenant for each WhatsApp provider. `silent` has no template. */
function yaml(id: string, channels: string, fallback = true): string {
  return `automation_config:
  config_id: "${id}_v1"
  client_id: "${id}"
  client_name: "Studio"
  use_case: "customer_support"
  agent: { system_prompt: "You are {agent_name}.", agent_name: "Maya", model: { primary: "gemini-3.8-flash" } }
  tools: { available: [] }
  integrations:
    available:
      - { name: twilio_whatsapp, type: messaging, config: { account_sid: "\${TWILIO_ACCOUNT_SID}", auth_token: "\${TWILIO_AUTH_TOKEN}" } }
      - { name: meta_whatsapp, type: messaging, config: { access_token: "\${META_ACCESS_TOKEN}", app_secret: "\${META_APP_SECRET}" } }
  conversation:
    burst_window_ms: { whatsapp: 0, sms: 0, instagram: 0, email: 0 }
  channels:
    input:
${channels}
    output:
      - type: email
        config: { from_address: "hello@studio.example" }
      - type: whatsapp
        config: ${
          fallback
            ? `{ fallback_template: come_back, templates: [{ name: come_back, text: "${template.text}", content_sid: ${contentSid} }] }`
            : "{}"
        }
`;
}

const inputs = {
  [client]: `      - { type: whatsapp, config: { phone_number: "${studio.twilio}" } }
      - { type: instagram, config: { business_account: studio, account_id: "${studio.instagram}" } }
      - { type: email, config: { address: "${studio.email}" } }`,
  studio_2: `      - { type: whatsapp, config: { phone_number: "${studio.silent}" } }`,
  studio_3: `      - { type: whatsapp, provider: meta_whatsapp, config: { phone_number: "${studio.meta}", phone_number_id: "${studio.phoneNumberId}" } }`,
};

/** Outbound messages of every provider: what is sent, in which thread, and what happens when the window is closed. */
export function channelFlows(world: Flow): void {
  const sandbox = async <T>(path: string, body?: object): Promise<T> => {
    const response = await fetch(`${world.outside.sandboxUrl}/_sandbox/${path}`, {
      ...(body ? { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) } : {}),
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };

  beforeAll(async () => {
    for (const [id, channels] of Object.entries(inputs)) {
      const body = { yaml: yaml(id, channels, id !== "studio_2"), activate: true };
      const { status, body: answer } = await world.product.api(`PUT /v1/configs/${id}/main`, { client: id, body });
      if (status !== 200) throw new Error(JSON.stringify(answer));
    }
    await sandbox("twilio/contents", { sid: contentSid, body: "Hi {{1}}, we wrote to you: {{2}}" });
    await sandbox("meta/templates", { name: "come_back", params: 2 });
    await sandbox("meta/settings", { webhookUrl: `${world.product.url}/webhooks/meta` });
    await sandbox("sendgrid/settings", { webhookUrl: `${world.product.url}/webhooks/sendgrid` });
  });

  /** The messages of the conversation with this customer address, oldest first. */
  async function messagesOf(tenant: string, address: string): Promise<readonly Listed[]> {
    const { body } = await world.product.api<{
      items: readonly { conversation_id: string; customer: { address: string } }[];
    }>("GET /v1/conversations?limit=100", { client: tenant });
    const found = body.items.find(({ customer }) => customer.address === address);
    if (!found) return [];
    const path = `GET /v1/conversations/${found.conversation_id}/messages?limit=100`;
    return (await world.product.api<{ items: readonly Listed[] }>(path, { client: tenant })).body.items.toReversed();
  }

  /** Of the first reply. A failed one may be followed by a note about the person who was asked to step in. */
  async function replyDelivery(tenant: string, address: string) {
    return (await messagesOf(tenant, address)).find(({ delivery }) => delivery !== null)?.delivery;
  }

  async function deliveryBecomes(tenant: string, address: string, status: string) {
    await until(`the reply is ${status}`, async () => (await replyDelivery(tenant, address))?.status === status);
  }

  const bodiesTo = async (customer: string) =>
    (await world.outside.sentTo(`whatsapp:${customer}`)).map(({ body }) => body);
  const metaTo = async (customer: string) =>
    (await sandbox<readonly MetaMessage[]>("meta/messages")).filter(({ to }) => to === customer.replace("+", ""));

  describe("WhatsApp through Twilio, after 24 hours", () => {
    it("gets the tenant's template when Twilio reports the closed window after accepting the text, and counts as delivered", async () => {
      const [customer, word] = [newCustomer(), newWord()];
      await world.outside.script(word, { text: `Reply\nto ${word}` });
      await sandbox("twilio/window", { customer: `whatsapp:${customer}`, open: false });
      await world.product.inbound({ to: studio.twilio, from: customer, body: word });
      await deliveryBecomes(client, customer, "delivered");
      expect(await bodiesTo(customer)).toEqual([`Reply\nto ${word}`, `Hi Customer, we wrote to you: Reply to ${word}`]);
      expect(await replyDelivery(client, customer)).toMatchObject({ error_code: null });
    });

    it("gets the template at once when Twilio refuses the text", async () => {
      const [customer, word] = [newCustomer(), newWord()];
      await world.outside.script(word, { text: `Reply to ${word}` });
      await sandbox("twilio/window", { customer: `whatsapp:${customer}`, open: false, refuse: true });
      await world.product.inbound({ to: studio.twilio, from: customer, body: word });
      await deliveryBecomes(client, customer, "delivered");
      expect(await bodiesTo(customer)).toEqual([`Hi Customer, we wrote to you: Reply to ${word}`]);
    });

    it("gets nothing without a template, and the message has the reason", async () => {
      const [customer, word] = [newCustomer(), newWord()];
      await world.outside.script(word, { text: "Too late." });
      await sandbox("twilio/window", { customer: `whatsapp:${customer}`, open: false });
      await world.product.inbound({ to: studio.silent, from: customer, body: word });
      await until(
        "it says why",
        async () => (await replyDelivery("studio_2", customer))?.error_code === "window-closed",
      );
      expect(await replyDelivery("studio_2", customer)).toMatchObject({ status: "failed" });
      // Then a person is asked, and the customer is told so, as far as the channel allows.
      expect((await bodiesTo(customer))[0]).toBe("Too late.");
    });

    it("reports the code of a rejected template, and tries no other", async () => {
      const [customer, word] = [newCustomer(), newWord()];
      await world.outside.script(word, { text: "Too late." });
      await sandbox("twilio/contents", { sid: contentSid, body: "x", status: "rejected" });
      await sandbox("twilio/window", { customer: `whatsapp:${customer}`, open: false, refuse: true });
      await world.product.inbound({ to: studio.twilio, from: customer, body: word });
      await deliveryBecomes(client, customer, "failed");
      await sandbox("twilio/contents", { sid: contentSid, body: "Hi {{1}}, we wrote to you: {{2}}" });
      expect(await replyDelivery(client, customer)).toMatchObject({ error_code: "63041" });
      expect((await bodiesTo(customer)).filter((body) => body.includes("Too late."))).toEqual([]);
    });
  });

  describe("WhatsApp through Meta", () => {
    const write = (customer: string, text: string) =>
      sandbox("meta/inbound", {
        url: `${world.product.url}/webhooks/meta`,
        from: customer,
        to: studio.phoneNumberId,
        name: "Asha",
        text,
      });

    it("is answered from the number it was sent to, and tracked to its delivery", async () => {
      const [customer, word] = [newCustomer(), newWord()];
      await world.outside.script(word, { text: "Yes, at seven." });
      await write(customer, word);
      await deliveryBecomes("studio_3", customer, "delivered");
      const [message, ...more] = await metaTo(customer);
      expect(more).toEqual([]);
      expect(message).toMatchObject({ from: studio.phoneNumberId, body: { text: { body: "Yes, at seven." } } });
      expect((await replyDelivery("studio_3", customer))?.provider_message_ids).toEqual([message?.id]);
    });

    it("gets the tenant's template when Meta reports the closed window", async () => {
      const [customer, word] = [newCustomer(), newWord()];
      await world.outside.script(word, { delayMs: 1_500, text: "A late answer." });
      await write(customer, word);
      await sandbox("meta/window", { phoneNumberId: studio.phoneNumberId, customer, open: false });
      await deliveryBecomes("studio_3", customer, "delivered");
      const [late, template, ...more] = await metaTo(customer);
      expect([late?.body.text?.body, template?.body.type, more]).toEqual(["A late answer.", "template", []]);
      expect(template?.body.template).toMatchObject({
        name: "come_back",
        language: { code: "en" },
        components: [{ type: "body", parameters: [{ text: "Asha" }, { text: "A late answer." }] }],
      });
    });

    it.each<[string, { status?: number; drop?: "before" | "after" }]>([
      ["refuses temporarily", { status: 503 }],
      ["hangs up after accepting the message", { drop: "after" }],
    ])("is delivered once when Meta %s", async (_, fault) => {
      const [customer, word] = [newCustomer(), newWord()];
      await world.outside.script(word, { text: `Reply to ${word}` });
      await sandbox("faults", { provider: "meta", match: `Reply to ${word}`, times: 1, ...fault });
      await write(customer, word);
      await deliveryBecomes("studio_3", customer, "delivered");
      expect(await metaTo(customer)).toHaveLength(1);
    });
  });

  it("answers on Instagram from the account that was written to", async () => {
    const [customer, word] = [String(9_000_000_000 + Math.floor(performance.now())), newWord()];
    await world.outside.script(word, { text: "Open until eight." });
    const url = `${world.product.url}/webhooks/meta`;
    await sandbox("meta/inbound", { url, channel: "instagram", from: customer, to: studio.instagram, text: word });
    await until("the answer is there", async () => (await metaTo(customer)).length === 1);
    expect(await metaTo(customer)).toMatchObject([
      { channel: "instagram", from: studio.instagram, body: { message: { text: "Open until eight." } } },
    ]);
  });

  it("answers an e-mail in its thread, and tracks its delivery", async () => {
    const [customer, word] = [`asha.${newWord()}@mail.example`, newWord()];
    await world.outside.script(word, { text: "It costs ₹549.\n\nSee https://studio.example/prices." });
    await sandbox("sendgrid/inbound", {
      url: `${world.product.url}/webhooks/sendgrid/inbound?token=${sandboxSendGrid.inboundToken}`,
      from: `Asha <${customer}>`,
      to: studio.email,
      subject: "Prices?",
      text: `What does it cost, ${word}?`,
      headers: { "Message-ID": "<first@mail.example>" },
    });
    const mails = async () =>
      (await sandbox<readonly Mail[]>("sendgrid/messages")).filter(({ email }) => email === customer);
    await until("the answer is there", async () => (await mails()).length === 1);
    await deliveryBecomes(client, customer, "delivered");
    expect(await mails()).toEqual([
      expect.objectContaining({
        from: "hello@studio.example",
        subject: "Re: Prices?",
        text: "It costs ₹549.\n\nSee https://studio.example/prices.",
        html: expect.stringContaining('<a href="https://studio.example/prices">'),
        headers: expect.objectContaining({
          "In-Reply-To": "<first@mail.example>",
          References: "<first@mail.example>",
          "Message-ID": expect.stringMatching(/^<.+@studio\.example>$/),
        }),
        customArgs: expect.objectContaining({ t: client }),
      }),
    ]);
  });
}
