import { until } from "../contracts/open-platform.ts";
import { type Clinic, openClinic } from "./stage/clinic.ts";
import { type Flow, newCustomer, newWord } from "./stage/flow.ts";

/** Faults of the model, of Twilio and of the product itself, on any platform. */
export function faultsFlows(world: Flow): void {
  let clinic: Clinic;
  /** A tenant with a turn deadline of two seconds. */
  let impatient: Clinic;

  beforeAll(async () => {
    clinic = await openClinic(world.product);
    impatient = await openClinic(world.product, { deadlineSeconds: 2 });
  });

  const say = (of: Clinic, session: string, message: string) =>
    world.product.chat({ client: of.client, session, message });
  const sent = async (customer: string) => (await world.outside.sentTo(`whatsapp:${customer}`)).map(({ body }) => body);

  async function conversationOf({ client }: Clinic, customer: string) {
    const { body } = await world.product.api<{ items: { customer: { address: string } }[] }>(
      "GET /v1/conversations?limit=100",
      { client },
    );
    return body.items.find((conversation) => conversation.customer.address === customer);
  }

  describe("the model", () => {
    it("answering 429, then 503, then successfully: the customer sees one answer", async () => {
      const word = newWord();
      await world.outside.script(word, { status: 429 }, { status: 503 }, { text: "Well again." });
      expect(await say(clinic, word, `Hello ${word}`)).toMatchObject({ status: "active", reply: "Well again." });
      const models = (await world.outside.asked(word)).map(({ path }) => /models\/([^:]+)/.exec(path)?.[1]);
      expect(models).toEqual(["gemini-3.8-flash", "gemini-3.8-flash", "gemini-3.5-flash-lite"]);
    });

    it("with a long Retry-After is replaced by the fallback", async () => {
      const word = newWord();
      await world.outside.script(word, { status: 429, retryAfter: 30 }, { text: "From the fallback." });
      expect(await say(clinic, word, `Hello ${word}`)).toMatchObject({ reply: "From the fallback." });
    });

    it("breaking a stream in the middle is asked again, and no partial text is shown", async () => {
      const word = newWord();
      const sentence = "This is a rather long sentence that will be cut.";
      await world.outside.script(word, { text: `${sentence} ${sentence}`, truncate: true }, { text: "Whole again." });
      const events = await world.product.streamedChat({
        client: clinic.client,
        session: word,
        message: `Hello ${word}`,
      });
      expect(events.at(-2)).toMatchObject({ event: "message", data: { reply: "Whole again." } });
      const shown = events.reduce((text, { event, data }) => {
        if (event === "retracted") return "";
        return event === "token" ? text + (data as { text: string }).text : text;
      }, "");
      expect(shown).toBe("Whole again.");
    });

    it("never answering: within the turn's deadline the customer is told, and a person takes over", async () => {
      const word = newWord();
      await world.outside.script(word, ...Array.from({ length: 4 }, () => ({ delayMs: 20_000, text: "Too late." })));
      const answer = await say(impatient, word, `Hello ${word}`);
      expect(answer).toMatchObject({ status: "escalated", reply: expect.stringContaining("colleague") });
      const { body } = await world.product.api(`GET /v1/conversations/${answer.conversation_id}`, impatient);
      expect(body).toMatchObject({
        escalation: { reason: "system_error", action: "technical_support", priority: "high" },
      });
    });

    it("never answering on WhatsApp: the customer is told there, once", async () => {
      const [customer, word] = [newCustomer(), newWord()];
      await world.outside.script(word, ...Array.from({ length: 8 }, () => ({ delayMs: 60_000, text: "Too late." })));
      await world.product.inbound({ to: impatient.whatsapp, from: customer, body: `Hello ${word}` });
      await until("the customer is told", async () => (await sent(customer)).length > 0);
      expect(await sent(customer)).toEqual([expect.stringContaining("colleague")]);
      expect(await conversationOf(impatient, customer)).toMatchObject({
        status: "escalated",
        escalation: { reason: "system_error" },
      });
    });

    it("unavailable for a while on WhatsApp: the message is retried and answered", async () => {
      const [customer, word] = [newCustomer(), newWord()];
      const outage = Array.from({ length: 4 }, () => ({ status: 503 }));
      await world.outside.script(word, ...outage, { text: "Here again." });
      await world.product.inbound({ to: clinic.whatsapp, from: customer, body: `Hello ${word}` });
      await until("the customer is answered", async () => (await sent(customer)).length > 0);
      expect(await sent(customer)).toEqual(["Here again."]);
    });
  });

  describe("Twilio", () => {
    /** Part of the form of a send to this number. A look-up's query does not contain it. */
    const sendTo = (customer: string) => `%2B${customer.slice(1)}&StatusCallback`;

    it.each<[string, { status?: number; drop?: "before" | "after" }, number]>([
      ["answering 503", { status: 503 }, 3],
      ["answering 429", { status: 429 }, 2],
      ["hanging up before accepting the message", { drop: "before" }, 2],
      ["hanging up after accepting the message", { drop: "after" }, 1],
    ])("%s: the reply is delivered once in the end", async (_, fault, times) => {
      const [customer, word] = [newCustomer(), newWord()];
      await world.outside.script(word, { text: `Reply to ${word}` });
      await world.outside.fault({ provider: "twilio", match: sendTo(customer), times, ...fault });
      await world.product.inbound({ to: clinic.whatsapp, from: customer, body: `Hello ${word}` });
      await until("the reply is there", async () => (await deliveryOf(customer)) === "delivered");
      expect(await sent(customer)).toEqual([`Reply to ${word}`]);
      const tries = await world.outside.sendsTo(`whatsapp:${customer}`);
      expect(tries).toHaveLength(fault.drop === "after" ? times : times + 1);
    });

    it("failing temporarily keeps one customer's answers in order", async () => {
      const [customer, first, second] = [newCustomer(), newWord(), newWord()];
      await world.outside.script(first, { text: "The first." });
      await world.outside.script(second, { text: "The second." });
      await world.outside.fault({ provider: "twilio", match: sendTo(customer), times: 2, status: 503 });
      await world.product.inbound({ to: clinic.whatsapp, from: customer, body: first });
      await world.product.inbound({ to: clinic.whatsapp, from: customer, body: second });
      await until("both are there", async () => (await sent(customer)).length === 2);
      expect(await sent(customer)).toEqual(["The first.", "The second."]);
    });

    it("refusing the recipient fails the message without retries", async () => {
      const [customer, word] = [newCustomer(), newWord()];
      await world.outside.script(word, { text: "You will not get this." });
      await world.outside.fault({
        provider: "twilio",
        match: sendTo(customer),
        times: 1,
        status: 400,
        body: { code: 21610, message: "Attempt to send to unsubscribed recipient", status: 400 },
      });
      await world.product.inbound({ to: clinic.whatsapp, from: customer, body: `Hello ${word}` });
      await until("it has failed", async () => (await deliveryOf(customer)) === "failed");
      expect(await world.outside.sendsTo(`whatsapp:${customer}`)).toHaveLength(1);
    });

    it("refusing an answer hands the conversation to a person, once, and the customer is told", async () => {
      const [customer, word] = [newCustomer(), newWord()];
      const answer = `Nobody reads this ${word}`;
      await world.outside.script(word, { text: answer });
      await world.outside.fault({
        provider: "twilio",
        match: word,
        times: 1,
        status: 400,
        body: { code: 63013, message: "Channel policy violation", status: 400 },
      });
      await world.product.inbound({ to: clinic.whatsapp, from: customer, body: `Hello ${word}` });
      await until("a person is asked for", async () => (await statusOf(customer)) === "escalated");
      await until("the customer is told", async () => (await sent(customer)).length === 1);
      expect(await sent(customer)).not.toContain(answer);
      const { body } = await world.product.api<{ items: { customer: { address: string } }[] }>(
        "GET /v1/handoffs?limit=100",
        clinic,
      );
      expect(body.items.filter(({ customer: { address } }) => address === customer)).toHaveLength(1);
    });

    async function statusOf(customer: string): Promise<string | undefined> {
      const conversation = (await conversationOf(clinic, customer)) as { status: string } | undefined;
      return conversation?.status;
    }

    async function deliveryOf(customer: string): Promise<string | undefined> {
      const conversation = (await conversationOf(clinic, customer)) as { conversation_id: string } | undefined;
      if (!conversation) return undefined;
      const { body } = await world.product.api<{ items: { delivery: { status: string } | null }[] }>(
        `GET /v1/conversations/${conversation.conversation_id}/messages`,
        clinic,
      );
      return body.items[0]?.delivery?.status;
    }
  });

  it("SIGTERM during work ends it within 10 s, and a restart answers the rest", async () => {
    const [customer, word] = [newCustomer(), newWord()];
    await world.outside.script(word, { delayMs: 60_000, text: "Never seen." }, { text: "After the restart." });
    await world.product.inbound({ to: clinic.whatsapp, from: customer, body: `Hello ${word}` });
    const { conversation_id: id } = await say(clinic, newWord(), "Hello");
    const watched = fetch(`${world.product.url}/v1/conversations/${id}/events`, {
      headers: { authorization: `Bearer ${await world.product.token(clinic.client)}` },
    }).then((response) => response.text());
    watched.catch(() => undefined); // interrupted by the stop
    await until("the model is asked", async () => (await world.outside.asked(word)).length === 1);
    await world.product.stop();
    await world.product.restart();
    await until("the message is answered", async () => (await sent(customer)).length > 0);
    expect(await sent(customer)).toEqual(["After the restart."]);
  });
}
