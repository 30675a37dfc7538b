import { until } from "../../contracts/open-platform.ts";
import { type Clinic, openClinic } from "../stage/clinic.ts";
import { type Flow, newCustomer, newWord } from "../stage/flow.ts";
import type { ListedMessage } from "../stage/outside.ts";
import { postForm } from "../stage/twilio-call.ts";

interface Message {
  readonly role: string;
  readonly text: string;
  readonly delivery: { readonly status: string; readonly provider_message_ids: readonly string[] } | null;
}

interface Conversation {
  readonly conversation_id: string;
  readonly turn_count: number;
  readonly customer: { readonly address: string; readonly name: string | null };
}

/** Messages through Twilio, on any platform. */
export function whatsappFlows(world: Flow): void {
  let clinic: Clinic;
  /** A tenant that waits for further messages before it answers. */
  let patient: Clinic;
  const windowMs = 2_500;

  beforeAll(async () => {
    clinic = await openClinic(world.product);
    patient = await openClinic(world.product, { burstWindowMs: windowMs });
  });

  async function conversationOf(
    { client }: Pick<Clinic, "client">,
    customer: string,
  ): Promise<Conversation | undefined> {
    const { body } = await world.product.api<{ items: readonly Conversation[] }>("GET /v1/conversations?limit=100", {
      client,
    });
    return body.items.find((conversation) => conversation.customer.address === customer);
  }

  /** Oldest first. */
  async function messagesOf({ client }: Pick<Clinic, "client">, customer: string): Promise<readonly Message[]> {
    const conversation = await conversationOf({ client }, customer);
    if (!conversation) return [];
    const { body } = await world.product.api<{ items: readonly Message[] }>(
      `GET /v1/conversations/${conversation.conversation_id}/messages?limit=100`,
      { client },
    );
    return body.items.toReversed();
  }

  /** The messages that reached the customer, once there are `count`. */
  async function received(address: string, count: number): Promise<readonly ListedMessage[]> {
    await until(
      `${count} messages reach ${address}`,
      async () => (await world.outside.sentTo(address)).length >= count,
    );
    return world.outside.sentTo(address);
  }

  /** Of the first reply. A failed one may be followed by a note about the person who was asked to step in. */
  async function replyDelivery(of: Clinic, customer: string) {
    return (await messagesOf(of, customer)).find(({ delivery }) => delivery !== null)?.delivery;
  }

  async function deliveryBecomes(of: Clinic, customer: string, status: string): Promise<void> {
    await until(`the reply is ${status}`, async () => (await replyDelivery(of, customer))?.status === status);
  }

  describe("a WhatsApp message", () => {
    it("is answered through Twilio, from the number it was sent to", async () => {
      const [customer, word] = [newCustomer(), newWord()];
      await world.outside.script(word, { text: "Haan, kal 7 baje se khule hain." });
      const { statuses } = await world.product.inbound({
        to: clinic.whatsapp,
        from: customer,
        body: `Kal khule ho, ${word}?`,
      });
      expect(statuses).toEqual([200]);
      await received(`whatsapp:${customer}`, 1);
      const [send, ...more] = await world.outside.sendsTo(`whatsapp:${customer}`);
      expect(more).toEqual([]);
      expect(send?.body).toEqual({
        To: `whatsapp:${customer}`,
        From: `whatsapp:${clinic.whatsapp}`,
        Body: "Haan, kal 7 baje se khule hain.",
        StatusCallback: expect.stringContaining(`${world.product.url}/webhooks/twilio/status?t=${clinic.client}&c=`),
      });
      expect(send?.headers["user-agent"]).toMatch(/^twilio-node\//);
      await deliveryBecomes(clinic, customer, "delivered");
      expect(await conversationOf(clinic, customer)).toMatchObject({
        channel: "whatsapp",
        customer: { name: "Customer" },
        turn_count: 1,
      });
    });

    it("is answered once, however often the same webhook is delivered", async () => {
      const [customer, word] = [newCustomer(), newWord()];
      await world.outside.script(word, { delayMs: 200, text: "Only one answer." });
      const message = {
        to: clinic.whatsapp,
        from: customer,
        body: `Hello ${word}`,
        fields: { MessageSid: `SM${word}` },
      };
      const { statuses } = await world.product.inbound({ ...message, repeat: 10 });
      expect(statuses).toEqual(Array.from({ length: 10 }, () => 200));
      await deliveryBecomes(clinic, customer, "delivered");
      await world.product.inbound(message);
      // One customer's messages are handled in order. Once this one is answered, the duplicate has been handled.
      await world.product.inbound({ to: clinic.whatsapp, from: customer, body: "One more thing" });
      expect((await received(`whatsapp:${customer}`, 2)).length).toBe(2);
      expect(await world.outside.asked(`Hello ${word}`)).toHaveLength(2); // the second is history of the next turn
      expect(await conversationOf(clinic, customer)).toMatchObject({ turn_count: 2 });
    });

    it("gets a long answer in parts, in order and complete", async () => {
      const [customer, word] = [newCustomer(), newWord()];
      const sentences = Array.from(
        { length: 60 },
        (_, number) => `Sentence ${number} tells you a little more about how to prepare.`,
      );
      await world.outside.script(word, { text: sentences.join(" ") });
      await world.product.inbound({ to: clinic.whatsapp, from: customer, body: `Tell me all, ${word}` });
      const parts = await received(`whatsapp:${customer}`, 3);
      expect(parts.map(({ body }) => body.length <= 1_600)).toEqual([true, true, true]);
      expect(parts.map(({ body }) => body).join(" ")).toBe(sentences.join(" "));
      await deliveryBecomes(clinic, customer, "delivered");
      expect((await replyDelivery(clinic, customer))?.provider_message_ids).toEqual(parts.map(({ sid }) => sid));
    });

    it("is answered once per burst, with all messages in order", async () => {
      const customer = newCustomer();
      const texts = [newWord(), newWord(), newWord()];
      await world.outside.script(texts.join("\n"), { text: "To all three." });
      for (const body of texts) await world.product.inbound({ to: patient.whatsapp, from: customer, body });
      const [answer] = await received(`whatsapp:${customer}`, 1);
      expect(answer?.body).toBe("To all three.");
      expect((await messagesOf(patient, customer)).map(({ text }) => text)).toEqual([...texts, "To all three."]);
      expect(await conversationOf(patient, customer)).toMatchObject({ turn_count: 1 });
    });

    it("gets its own answer when it arrives while the previous burst is answered", async () => {
      const customer = newCustomer();
      const [first, second] = [newWord(), newWord()];
      await world.outside.script(first, { delayMs: 800, text: "To the first." });
      await world.outside.script(second, { text: "To the second." });
      await world.product.inbound({ to: patient.whatsapp, from: customer, body: first });
      await until("the first is being answered", async () => (await world.outside.asked(first)).length === 1);
      await world.product.inbound({ to: patient.whatsapp, from: customer, body: second });
      const answers = await received(`whatsapp:${customer}`, 2);
      expect(answers.map(({ body }) => body)).toEqual(["To the first.", "To the second."]);
      expect((await messagesOf(patient, customer)).map(({ text }) => text)).toEqual([
        first,
        "To the first.",
        second,
        "To the second.",
      ]);
    });
  });

  describe("the delivery of a reply", () => {
    const statusOf = async (customer: string) => (await replyDelivery(clinic, customer))?.status;

    it("follows Twilio's reports to the end", async () => {
      const customer = newCustomer();
      await world.outside.twilioSettings({ finalStatus: "read" });
      await world.product.inbound({ to: clinic.whatsapp, from: customer, body: "Good morning" });
      await received(`whatsapp:${customer}`, 1);
      await deliveryBecomes(clinic, customer, "read");
      await world.outside.twilioSettings({ finalStatus: "delivered" });
    });

    it("never goes backwards when reports arrive out of order", async () => {
      const customer = newCustomer();
      await world.outside.twilioSettings({ progress: false });
      await world.product.inbound({ to: clinic.whatsapp, from: customer, body: "Good evening" });
      await received(`whatsapp:${customer}`, 1);
      await deliveryBecomes(clinic, customer, "queued");
      const [send] = await world.outside.sendsTo(`whatsapp:${customer}`);
      const [listed] = await world.outside.sentTo(`whatsapp:${customer}`);
      const url = send?.body.StatusCallback ?? "";
      const seen: (string | undefined)[] = [];
      for (const status of ["delivered", "sent", "queued", "read", "delivered"]) {
        const report = { MessageSid: listed?.sid ?? "", MessageStatus: status };
        expect((await postForm(url, report)).status).toBe(200);
        // Reports are handled in order. Once one for another part is visible, all earlier ones have been handled.
        const marker = newWord();
        await postForm(url, { MessageSid: marker, MessageStatus: "read" });
        await until("the marker is seen", async () => (await idsOf(customer)).includes(marker));
        seen.push(await statusOf(customer));
      }
      expect(seen).toEqual(["delivered", "delivered", "delivered", "read", "read"]);
      await world.outside.twilioSettings({ progress: true });
    });

    async function idsOf(customer: string): Promise<readonly string[]> {
      return (await replyDelivery(clinic, customer))?.provider_message_ids ?? [];
    }

    it("reports why Twilio could not deliver it", async () => {
      const customer = newCustomer();
      await world.outside.twilioSettings({ finalStatus: "undelivered", errorCode: 30003 });
      await world.product.inbound({ to: clinic.whatsapp, from: customer, body: "Are you there?" });
      await received(`whatsapp:${customer}`, 1);
      await deliveryBecomes(clinic, customer, "failed");
      expect(await replyDelivery(clinic, customer)).toMatchObject({ error_code: "30003" });
      await world.outside.twilioSettings({ finalStatus: "delivered", errorCode: null });
    });
  });

  describe("an SMS", () => {
    it("is answered on SMS, separately from the same customer's WhatsApp", async () => {
      const [customer, word] = [newCustomer(), newWord()];
      await world.outside.script(word, { text: "By text, then." });
      await world.product.inbound({ to: clinic.whatsapp, from: customer, body: "On WhatsApp" });
      await world.product.inbound({ to: clinic.sms, from: customer, body: `By text ${word}`, channel: "sms" });
      const [answer] = await received(customer, 1);
      expect(answer).toMatchObject({ from: clinic.sms, to: customer, body: "By text, then." });
      expect(await received(`whatsapp:${customer}`, 1)).toHaveLength(1);
    });
  });
}
