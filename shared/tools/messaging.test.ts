import { argumentsFor, dependencies, emptyMaterial, onlyTool, toolCall } from "./fixtures.ts";
import { messaging } from "./messaging.ts";
import type { SendMessage } from "./tool.ts";

async function tool(config: object) {
  const sent: Parameters<SendMessage>[0][] = [];
  const send: SendMessage = async (message) => {
    sent.push(message);
    return { providerMessageId: "SM1" };
  };
  const parsed = messaging.config.parse({
    provider: "twilio_whatsapp",
    templates: ["appointment_reminder"],
    ...config,
  });
  const built = await onlyTool(
    messaging.create({ name: "send_whatsapp_message", config: parsed }, dependencies({ send }), emptyMaterial),
  );
  return { built, sent };
}

test("sends a tenant's template to the conversation's customer", async () => {
  const { built, sent } = await tool({});
  const args = argumentsFor(built, { template: "appointment_reminder", values: ["9 am"], to: "+15550001111" });
  expect((await built.execute(args, toolCall())).content).toEqual({
    sent: true,
    channel: "whatsapp",
    message_id: "SM1",
  });
  expect(sent).toMatchObject([
    {
      channel: "whatsapp",
      to: "+919876500001",
      idempotencyKey: "key-1",
      content: { type: "template", name: "appointment_reminder", values: ["9 am"] },
    },
  ]);
});

test("refuses an unknown template, and none or both of template and text", async () => {
  const { built, sent } = await tool({});
  expect(built.parameters.parse({ template: "other" }).ok).toBe(false);
  for (const args of [{}, { template: "appointment_reminder", message: "Hello" }])
    expect((await built.execute(args, toolCall())).content).toMatchObject({ error: expect.any(String) });
  expect(sent).toEqual([]);
});

test("sends nothing to an unverified number from a web page", async () => {
  const { built, sent } = await tool({});
  const web = toolCall({ channel: "web_chat", customer: { id: "w", address: "+919876500001", name: null } });
  expect((await built.execute({ message: "Hello" }, web)).content).toMatchObject({ error: expect.any(String) });
  expect(sent).toEqual([]);
});

test("reports a deployment that cannot send", async () => {
  const config = messaging.config.parse({ provider: "twilio_sms" });
  const built = await onlyTool(messaging.create({ name: "sms", config }, dependencies(), emptyMaterial));
  await expect(built.execute({ message: "Hi" }, toolCall())).rejects.toMatchObject({ code: "tool-unavailable" });
});
