import { until } from "../../contracts/open-platform.ts";
import { clinicYaml, openClinic } from "../stage/clinic.ts";
import { type Flow, newCustomer, newWord } from "../stage/flow.ts";

interface MessageReply {
  readonly message_id: string;
  readonly status: string;
  readonly reason: string | null;
  readonly until: string | null;
  readonly conversation_id: string;
}

const file = { url: "https://a.example/b.pdf", content_type: "application/pdf" };
const template = { template: { name: "nothing" } };

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

    it("is skipped for a customer who opted out, named by their id, and unknown to another client", async () => {
      const { product } = world;
      const [{ client, sms }, other] = [await openClinic(product), await openClinic(product)];
      const address = newCustomer();
      await product.inbound({ to: sms, from: address, body: "STOP", channel: "sms" });
      const find = `GET /v1/customers?phone=${encodeURIComponent(address)}`;
      const found = async () => {
        const { body } = await product.api<{ items: { customer_id: string; opt_outs: object }[] }>(find, { client });
        return body.items.find(({ opt_outs: optOuts }) => "sms" in optOuts)?.customer_id;
      };
      await until("the opt-out is recorded", async () => (await found()) !== undefined);
      const message = { customer_id: await found(), text: "Hello", purpose: "transactional" };
      const { status, body } = await send(client, message);
      expect(status).toBe(202);
      await until("it is settled", async () => (await get(client, body.message_id)).status === "skipped");
      expect(await get(client, body.message_id)).toMatchObject({ reason: "opted-out" });
      expect(await send(other.client, message)).toMatchObject({ status: 404, body: { code: "customer-not-found" } });
    });

    it("keeps the configuration of an open conversation, and refuses another one", async () => {
      const { product } = world;
      const clinic = await openClinic(product);
      const { client } = clinic;
      const yaml = clinicYaml(clinic, { agentName: "Tara" });
      const put = await product.api(`PUT /v1/configs/${client}/evening`, { client, body: { yaml, activate: true } });
      expect(put.status).toBe(200);
      const to = { channel: "sms", address: newCustomer() };
      const first = await send(client, { ...to, text: "Good evening", config_id: "evening" });
      expect(first.status).toBe(202);
      await until("it is sent", async () => /sent|delivered/.test((await get(client, first.body.message_id)).status));
      const conversation = await product.api(`GET /v1/conversations/${first.body.conversation_id}`, { client });
      expect(conversation.body).toMatchObject({ config: { name: "evening" } });
      const second = { ...to, text: "Good morning", config_id: "main" };
      expect(await send(client, second)).toMatchObject({ status: 409, body: { code: "config-in-use" } });
      expect(await send(client, { ...second, config_id: "noon" })).toMatchObject({
        status: 404,
        body: { code: "config-not-found" },
      });
      expect((await send(client, { ...to, text: "Good night" })).status).toBe(202);
    });

    it("is sent and followed from the command line, and its refusals are told there", async () => {
      const { product, outside } = world;
      const { client } = await openClinic(product);
      const [to, word] = [newCustomer(), newWord()];
      const caller = ["-c", client, "--token", await product.token(client, "service")];
      const line = ["messages", "send", ...caller, "--channel", "sms", "--to", to];
      const text = ["--text", "रिपोर्ट {word} तैयार है", "--value", `word=${word}`];
      const sent = product.cli(...line, ...text, "--key", word, "--wait", "60", "--json");
      expect([await sent.exited, sent.output()]).toEqual([0, expect.stringContaining("delivered")]);
      const message = JSON.parse(sent.output()) as MessageReply;
      expect(message.status).toBe("delivered");
      expect(await outside.sentTo(to)).toMatchObject([{ body: `रिपोर्ट ${word} तैयार है` }]);
      const shown = product.cli("messages", "show", ...caller, message.message_id);
      expect(await shown.exited).toBe(0);
      expect(shown.output()).toContain(`${message.message_id}  delivered`);
      const again = product.cli(...line, ...text, "--key", word, "--json");
      expect([await again.exited, JSON.parse(again.output())]).toMatchObject([0, { message_id: message.message_id }]);
      const refused = product.cli(...line, "--text", "Dear {nickname}");
      expect(await refused.exited).toBe(1);
      expect(refused.output()).toContain("values has nothing for {nickname}");
      const without = product.cli(...line, "--template", "none", "--language", "hi");
      expect(await without.exited).toBe(1);
      expect(without.output()).toContain('The template "none" does not exist');
      expect(await outside.sentTo(to)).toHaveLength(1);
    }, 120_000);

    it.each([
      ["an unknown placeholder", { text: "Dear {nickname}" }, "placeholder-unknown"],
      ["an invalid number", { address: "12" }, "phone-invalid"],
      ["an unknown template", { template: { name: "nothing" } }, "template-unknown"],
      ["a channel without an account", { channel: "email", address: "a@b.example" }, "channel-not-connected"],
      ["two recipients", { conversation_id: "c" }, "body-invalid"],
      ["a file that is not on https", { media: [{ url: "http://a.example/b", content_type: "a/b" }] }, "body-invalid"],
      ["a template with files and no text", { text: undefined, ...template, media: [file] }, "body-invalid"],
      [
        "choices without a text",
        { text: undefined, media: [file], choices: [{ id: "1", label: "Yes" }] },
        "body-invalid",
      ],
      ["a language that is none", { template: { name: "n", language: "Hindi!" } }, "body-invalid"],
    ])("is refused for %s", async (_name, over, code) => {
      const { client } = await openClinic(world.product);
      const answer = await send(client, { channel: "sms", address: newCustomer(), text: "Hello", ...over });
      expect(answer).toMatchObject({ status: 422, body: { code } });
    });
  });
}
