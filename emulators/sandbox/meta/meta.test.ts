import { startSandbox } from "../../sandbox.ts";
import { sandboxMeta } from "../credentials.ts";
import { callerOf, eventually, webhookReceiver } from "../test-receiver.ts";
import { hmacSha256Signature } from "../webhook.ts";

const sandbox = await startSandbox({ port: 0 });
afterAll(() => sandbox.close());
beforeEach(() => control("reset"));

const call = callerOf(sandbox.url, { authorization: `Bearer ${sandboxMeta.accessToken}` });
const control = (name: string, body: unknown = {}) => call(`POST /_sandbox/${name}`, body);
const customer = "+919876543210";
const send = (message: object) =>
  call("POST /meta/v23.0/1065403/messages", { messaging_product: "whatsapp", to: customer, ...message });
const text = (body: string) => ({ type: "text", text: { body } });
const openWindow = () => control("meta/window", { phoneNumberId: "1065403", customer, open: true });

const reply = (id: string, title = id) => ({ type: "reply", reply: { id, title } });
const buttons = (list: readonly object[], body = "Choose") => ({
  type: "interactive",
  interactive: { type: "button", body: { text: body }, action: { buttons: list } },
});
const list = (rows: readonly object[], button = "Open") => ({
  type: "interactive",
  interactive: { type: "list", body: { text: "Choose" }, action: { button, sections: [{ title: "All", rows }] } },
});
const row = (id: string, title = id, description?: string) => ({ id, title, ...(description ? { description } : {}) });

it("signs as Meta does", () => {
  expect(hmacSha256Signature("secret", "test", "hex")).toBe(
    "0329a06b62cd16b33eb6792be8c60b158d89a2ee3a876fce9a881ebb488c0914",
  );
});

describe("a WhatsApp message", () => {
  it.each([
    ["text", text("नमस्ते")],
    ["reply buttons", buttons([reply("a"), reply("b"), reply("c")])],
    ["a list", list([row("1", "x".repeat(24), "y".repeat(72))])],
    ["an image by link", { type: "image", image: { link: "https://x.test/a.jpg", caption: "A" } }],
    ["a reaction", { type: "reaction", reaction: { message_id: "wamid.1", emoji: "👍" } }],
  ])("of %s is accepted", async (_, message) => {
    expect(await send(message)).toMatchObject({
      status: 200,
      body: {
        messaging_product: "whatsapp",
        contacts: [{ input: customer, wa_id: "919876543210" }],
        messages: [{ id: expect.stringMatching(/^wamid\./) }],
      },
    });
  });

  it.each([
    ["no text", text(""), 100, undefined],
    ["a long text", text("x".repeat(4_097)), 100, undefined],
    ["an unknown type", { type: "telepathy", telepathy: {} }, 100, undefined],
    ["an unknown file", { type: "image", image: { id: "123" } }, 100, undefined],
    ["four buttons", buttons(["a", "b", "c", "d"].map((id) => reply(id))), 131009, "Invalid buttons count"],
    ["a long button", buttons([reply("a", "x".repeat(21))]), 131009, "Button title length invalid"],
    ["two equal buttons", buttons([reply("a", "Yes"), reply("b", "Yes")]), 131009, "must be unique"],
    ["a long body", buttons([reply("a")], "x".repeat(1_025)), 131009, "Body text length invalid"],
    ["11 rows", list([..."abcdefghijk"].map((id) => row(id))), 131009, "Total row count exceed max allowed count: 10"],
    ["a long row", list([row("a", "x".repeat(25))]), 131009, "Row title length invalid"],
    ["a long description", list([row("a", "A", "x".repeat(73))]), 131009, "Row description length invalid"],
    ["a long list button", list([row("a")], "x".repeat(21)), 131009, "List button length invalid"],
  ])("with %s is rejected with Meta's code", async (_, message, code, details) => {
    const refused = await send(message);
    expect(refused).toMatchObject({ status: 400, body: { error: { type: "OAuthException", code } } });
    if (details) expect(refused.body.error.error_data.details).toContain(details);
    expect(refused.body.error.fbtrace_id).toMatch(/^A/);
    expect((await call("GET /_sandbox/meta/messages")).body).toEqual([]);
  });

  it("is counted in characters, not in UTF-16 units", async () => {
    expect((await send(buttons([reply("a", "👍".repeat(20))]))).status).toBe(200);
  });

  it("can be marked as read, with the typing indicator", async () => {
    const read = { status: "read", message_id: "wamid.1", typing_indicator: { type: "text" } };
    expect(await send(read)).toMatchObject({ status: 200, body: { success: true } });
  });

  it("needs a token in Meta's format", async () => {
    const bare = await fetch(`${sandbox.url}/meta/v23.0/1/messages`, { method: "POST" });
    expect([bare.status, (await bare.json()).error.code]).toEqual([401, 104]);
    const wrong = await call("POST /meta/v23.0/1/messages", {}, { authorization: "Bearer wrong" });
    expect(wrong).toMatchObject({ status: 401, body: { error: { code: 190 } } });
  });
});

describe("a template", () => {
  const template = (name: string, parameters: readonly object[] = []) => ({
    type: "template",
    template: { name, language: { code: "en" }, components: [{ type: "body", parameters }] },
  });

  it("is accepted when it is approved and its parameters fit, and reaches a customer who never wrote", async () => {
    await control("meta/templates", { name: "reminder", language: "en", params: 1 });
    const sent = await send(template("reminder", [{ type: "text", text: "Asha" }]));
    expect(sent.body.messages[0]).toMatchObject({ message_status: "accepted" });
    const { body } = await call("GET /_sandbox/meta/messages");
    await eventually(() => body.length === 1);
    expect(body[0].errorCode).toBeNull();
  });

  it("is rejected when it is unknown, not approved, paused, disabled, or its parameters do not fit", async () => {
    const codeOf = async (message: object) => (await send(message)).body.error.code;
    for (const [name, status] of Object.entries({
      waits: "PENDING",
      lost: "REJECTED",
      tired: "PAUSED",
      off: "DISABLED",
    })) {
      await control("meta/templates", { name, language: "en", status });
    }
    await control("meta/templates", { name: "reminder", language: "en", params: 1 });
    expect(await send(template("nobody"))).toMatchObject({ status: 404, body: { error: { code: 132001 } } });
    expect([await codeOf(template("waits")), await codeOf(template("lost"))]).toEqual([132001, 132001]);
    expect([await codeOf(template("tired")), await codeOf(template("off"))]).toEqual([132015, 132016]);
    expect(await codeOf(template("reminder"))).toBe(132000);
    expect(await codeOf(template("reminder", [{ type: "text", text: "two\nlines" }]))).toBe(132012);
  });
});

describe("status webhooks", () => {
  const statusesOf = (bodies: readonly unknown[]): Record<string, unknown>[] =>
    bodies.map((body) => {
      const { entry } = body as { entry: { changes: { value: { statuses: Record<string, unknown>[] } }[] }[] };
      const status = entry[0]?.changes[0]?.value.statuses[0];
      if (!status) throw new Error(`There is no status in ${JSON.stringify(body)}.`);
      return status;
    });

  it("are signed and in order, and repeated as requested", async () => {
    const hook = await webhookReceiver();
    await control("meta/settings", { webhookUrl: hook.url, stepMs: 1, finalStatus: "read", times: 2 });
    await openWindow();
    const { body } = await send(text("hi"));
    await eventually(() => hook.received.length === 6);
    await hook.close();
    const statuses = statusesOf(hook.bodies());
    expect(statuses.map(({ status }) => status)).toEqual(["sent", "sent", "delivered", "delivered", "read", "read"]);
    expect(statuses[0]).toMatchObject({ id: body.messages[0].id, recipient_id: "919876543210" });
    for (const { headers, rawBody } of hook.received) {
      expect(headers["x-hub-signature-256"]).toBe(
        `sha256=${hmacSha256Signature(sandboxMeta.appSecret, rawBody, "hex")}`,
      );
    }
  });

  it("report that free text after 24 hours failed after it was accepted", async () => {
    const hook = await webhookReceiver();
    await control("meta/settings", { webhookUrl: hook.url, stepMs: 1 });
    await control("meta/window", { phoneNumberId: "1065403", customer, open: false });
    expect((await send(text("hi"))).status).toBe(200);
    await eventually(() => hook.received.length === 1);
    await hook.close();
    expect(statusesOf(hook.bodies())[0]).toMatchObject({
      status: "failed",
      errors: [{ code: 131047, title: "Re-engagement message" }],
    });
  });

  it("are repeated while the webhook fails", async () => {
    const hook = await webhookReceiver((count) => (count === 1 ? 503 : 200));
    await control("meta/settings", { webhookUrl: hook.url, stepMs: 1, finalStatus: "sent" });
    await openWindow();
    await send(text("hi"));
    await eventually(() => hook.received.length === 2);
    await hook.close();
    expect(statusesOf(hook.bodies()).map(({ status }) => status)).toEqual(["sent", "sent"]);
  });
});

describe("faults", () => {
  it("answers in Meta's form", async () => {
    await control("faults", { provider: "meta", status: 429, times: 1 });
    expect(await send(text("hi"))).toMatchObject({ status: 429, body: { error: { code: 130429 } } });
    expect((await send(text("hi"))).status).toBe(200);
  });
});
