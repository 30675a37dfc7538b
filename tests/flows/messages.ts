import { until } from "../contracts/open-platform.ts";
import { clinicYaml, openClinic } from "./clinic.ts";
import { type Flow, newCustomer, newWord } from "./flow.ts";

interface MessageReply {
  readonly message_id: string;
  readonly status: string;
  readonly reason: string | null;
  readonly until: string | null;
  readonly conversation_id: string;
}

export function messageFlows(world: Flow): void {
  const send = (client: string, body: object, key?: string) =>
    world.product.api<MessageReply>("POST /v1/messages", {
      client,
      body,
      ...(key ? { headers: { "Idempotency-Key": key } } : {}),
    });
  const get = async (client: string, id: string) =>
    (await world.product.api<MessageReply>(`GET /v1/messages/${id}`, { client })).body;

  describe("one message to one customer", () => {
    it("is sent once for a repeated key, and its outcome is told to its client only", async () => {
      const { product, outside } = world;
      const [{ client }, other] = [await openClinic(product), await openClinic(product)];
      const [address, word] = [newCustomer(), newWord()];
      const body = { channel: "sms", address, text: "आपकी रिपोर्ट {word} तैयार है", values: { word } };
      const first = await send(client, body, "k1");
      expect(first).toMatchObject({ status: 202, body: { channel: "sms", purpose: "service" } });
      const again = await send(client, body, "k1");
      expect(again.body.message_id).toBe(first.body.message_id);
      const id = first.body.message_id;
      await until("it is handed over", async () => /sent|delivered/.test((await get(client, id)).status));
      expect(await outside.sentTo(address)).toHaveLength(1);
      expect((await product.api(`GET /v1/messages/${id}`, { client: other.client })).status).toBe(404);
      const theirs = { conversation_id: first.body.conversation_id, text: "Hello" };
      expect((await send(other.client, theirs)).status).toBe(404);
      expect((await send(client, theirs)).status).toBe(202);
    });

    it("waits for the end of the quiet hours, unless the customer waits for it", async () => {
      const { product, outside } = world;
      const clinic = await openClinic(product);
      const yaml = `${clinicYaml(clinic)}  timezone: "UTC"\n  contact_rules: { quiet_hours: { from: "00:01", to: "00:00" } }\n`;
      const { client } = clinic;
      const put = await product.api(`PUT /v1/configs/${client}/main`, { client, body: { yaml, activate: true } });
      expect(put.status).toBe(200);
      const address = newCustomer();
      const { body } = await send(client, { channel: "sms", address, text: "Your report is ready" });
      await until("it waits", async () => (await get(client, body.message_id)).status === "waiting");
      expect(await get(client, body.message_id)).toMatchObject({ reason: "quiet-hours", until: expect.any(String) });
      expect(await outside.sentTo(address)).toEqual([]);
    });

    it.each([
      ["an unknown placeholder", { text: "Dear {nickname}" }, "placeholder-unknown"],
      ["an invalid number", { address: "12" }, "phone-invalid"],
      ["an unknown template", { template: { name: "nothing" } }, "template-unknown"],
      ["a channel without an account", { channel: "email", address: "a@b.example" }, "channel-not-connected"],
      ["two recipients", { conversation_id: "c" }, "body-invalid"],
    ])("is refused for %s", async (_name, over, code) => {
      const { client } = await openClinic(world.product);
      const answer = await send(client, { channel: "sms", address: newCustomer(), text: "Hello", ...over });
      expect(answer).toMatchObject({ status: 422, body: { code } });
    });
  });
}
