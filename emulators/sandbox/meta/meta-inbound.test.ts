import { startSandbox } from "../../sandbox.ts";
import { sandboxMeta } from "../credentials.ts";
import { callerOf, eventually, webhookReceiver } from "../test-receiver.ts";
import { hmacSha256Signature } from "../webhook.ts";

const sandbox = await startSandbox({ port: 0 });
afterAll(() => sandbox.close());
beforeEach(() => control("reset"));

const authorization = `Bearer ${sandboxMeta.accessToken}`;
const call = callerOf(sandbox.url, { authorization });
const control = (name: string, body: unknown = {}) => call(`POST /_sandbox/${name}`, body);
const whatsapp = { channel: "whatsapp", from: "+919876543210", to: "1065403" };
const instagram = { channel: "instagram", from: "igsid-7", to: "1784140" };

async function inbound(given: object) {
  const hook = await webhookReceiver();
  const sent = await control("meta/inbound", { url: hook.url, ...given });
  await hook.close();
  return { sent, received: hook.received, bodies: hook.bodies() };
}

describe("a customer's message on WhatsApp", () => {
  it("reaches the webhook signed over its bytes, several in one call, as often as requested", async () => {
    const messages = [{ text: "नमस्ते/hi" }, { buttonReply: { id: "yes", title: "Yes" }, replyTo: "wamid.9" }];
    const { sent, received, bodies } = await inbound({ ...whatsapp, messages, times: 2, secret: "other" });
    expect(sent.body).toMatchObject({ ids: [expect.any(String), expect.any(String)], statuses: [200, 200] });
    expect(received[0]?.rawBody).toContain("\\u0928");
    expect(received[0]?.rawBody).toContain("\\/hi");
    for (const { headers, rawBody } of received) {
      expect(headers["x-hub-signature-256"]).toBe(`sha256=${hmacSha256Signature("other", rawBody, "hex")}`);
    }
    expect(bodies[0]).toEqual(bodies[1]);
    expect(bodies[0].entry[0].changes[0].value).toMatchObject({
      metadata: { phone_number_id: "1065403" },
      contacts: [{ wa_id: "919876543210" }],
      messages: [
        { type: "text", text: { body: "नमस्ते/hi" }, from: "919876543210", id: sent.body.ids[0] },
        {
          type: "interactive",
          interactive: { type: "button_reply", button_reply: { id: "yes" } },
          context: { id: "wamid.9" },
        },
      ],
    });
  });

  it("opens the window for free text, and statuses go to the same webhook", async () => {
    const hook = await webhookReceiver();
    await control("meta/settings", { stepMs: 1, finalStatus: "sent" });
    const message = { messaging_product: "whatsapp", to: whatsapp.from, text: { body: "x" } };
    const send = () => call("POST /meta/v23.0/1065403/messages", message);
    await control("meta/inbound", { ...whatsapp, url: hook.url, text: "hi" });
    await send();
    await control("meta/window", { phoneNumberId: whatsapp.to, customer: whatsapp.from, open: false });
    await send();
    await eventually(() => hook.received.length === 3);
    await hook.close();
    const values = hook.bodies().map(({ entry }) => entry[0].changes[0].value);
    const statuses = values.flatMap((value) => value.statuses ?? []).map(({ status }) => status);
    expect(statuses.sort()).toEqual(["failed", "sent"]);
  });

  it("carries a file that the token can download for five minutes", async () => {
    const data = Buffer.from([0, 255, 254, 7]);
    const media = { type: "document", data: data.toString("base64"), filename: "scan.pdf" };
    const { bodies } = await inbound({ ...whatsapp, media });
    const { document } = bodies[0].entry[0].changes[0].value.messages[0];
    expect(document).toMatchObject({ mime_type: "application/pdf", filename: "scan.pdf" });
    const { body } = await call(`GET /meta/v23.0/${document.id}`);
    expect(body).toMatchObject({ mime_type: "application/pdf", sha256: document.sha256, file_size: "4" });
    const file = await fetch(body.url, { headers: { authorization } });
    expect(Buffer.from(await file.arrayBuffer())).toEqual(data);
    expect(file.headers.get("content-type")).toBe("application/pdf");
    expect((await fetch(body.url)).status).toBe(401);
    const late = body.url.replace(/ext=\d+/, "ext=1");
    expect((await fetch(late, { headers: { authorization } })).status).toBe(404);
  });

  it("is rejected when the control is incomplete", async () => {
    expect((await control("meta/inbound", { ...whatsapp, text: "x" })).status).toBe(400);
    expect((await control("meta/inbound", { ...whatsapp, url: "http://x.test" })).status).toBe(400);
  });
});

it("can carry an uploaded file by id, until the file is deleted", async () => {
  const form = new FormData();
  form.set("messaging_product", "whatsapp");
  form.set("file", new Blob([new Uint8Array([0, 200, 1])], { type: "image/png" }), "a.png");
  const path = `${sandbox.url}/meta/v23.0/1065403/media`;
  const uploaded = await fetch(path, { method: "POST", headers: { authorization }, body: form });
  const { id } = await uploaded.json();
  const message = { messaging_product: "whatsapp", to: whatsapp.from, type: "image", image: { id } };
  expect((await call("POST /meta/v23.0/1065403/messages", message)).status).toBe(200);
  expect((await call(`GET /meta/v23.0/${id}`)).body).toMatchObject({ file_size: "3", mime_type: "image/png" });
  expect((await call(`DELETE /meta/v23.0/${id}`)).body).toEqual({ success: true });
  expect((await call(`GET /meta/v23.0/${id}`)).body.error).toMatchObject({ code: 100, error_subcode: 33 });
});

describe("Instagram", () => {
  const send = (body: object) => call("POST /meta/v23.0/me/messages", { recipient: { id: "igsid-7" }, ...body });

  it("delivers texts, quick replies and files to the webhook", async () => {
    const messages = [{ text: "hi" }, { quickReply: { payload: "YES", title: "Yes" } }, { media: { data: "AAE=" } }];
    const { bodies } = await inbound({ ...instagram, messages });
    expect(bodies[0]).toMatchObject({ object: "instagram", entry: [{ id: "1784140" }] });
    const [text, choice, file] = bodies[0].entry[0].messaging;
    expect(text).toMatchObject({ sender: { id: "igsid-7" }, recipient: { id: "1784140" }, message: { text: "hi" } });
    expect(choice.message).toMatchObject({ text: "Yes", quick_reply: { payload: "YES" } });
    const picture = await fetch(file.message.attachments[0].payload.url);
    expect(Buffer.from(await picture.arrayBuffer())).toEqual(Buffer.from([0, 1]));
  });

  it("accepts an answer within 24 hours, and a person's within 7 days", async () => {
    const window = (hoursAgo: number) => control("meta/window", { customer: "igsid-7", open: false, hoursAgo });
    const tagged = { message: { text: "hi" }, messaging_type: "MESSAGE_TAG", tag: "HUMAN_AGENT" };
    const outside = { status: 403, body: { error: { code: 10, error_subcode: 2534022, type: "IGApiException" } } };
    await window(23);
    expect((await send({ message: { text: "hi" } })).body).toMatchObject({
      recipient_id: "igsid-7",
      message_id: expect.any(String),
    });
    await window(25);
    expect(await send({ message: { text: "hi" } })).toMatchObject(outside);
    expect((await send(tagged)).status).toBe(200);
    await window(24 * 8);
    expect(await send(tagged)).toMatchObject(outside);
  });

  it("limits texts in bytes and quick replies in number and length", async () => {
    await control("meta/window", { customer: "igsid-7", open: true });
    const quick = (title: string) => ({ content_type: "text", title, payload: "P" });
    const statusOf = async (message: object) => (await send({ message })).status;
    expect(await statusOf({ text: "न".repeat(333) })).toBe(200);
    expect(await statusOf({ text: "न".repeat(334) })).toBe(400);
    expect(await statusOf({ text: "x", quick_replies: Array.from({ length: 13 }, () => quick("a")) })).toBe(200);
    expect(await statusOf({ text: "x", quick_replies: Array.from({ length: 14 }, () => quick("a")) })).toBe(400);
    expect(await statusOf({ text: "x", quick_replies: [quick("x".repeat(21))] })).toBe(400);
    expect((await send({ sender_action: "typing_on" })).body).toEqual({ recipient_id: "igsid-7" });
  });

  it("echoes the business's messages", async () => {
    const hook = await webhookReceiver();
    await control("meta/settings", { webhookUrl: hook.url, stepMs: 1 });
    await control("meta/window", { customer: "igsid-7", open: true });
    const { body } = await send({ message: { text: "hi" } });
    await eventually(() => hook.received.length === 1);
    await hook.close();
    expect(hook.bodies()[0].entry[0].messaging[0].message).toEqual({ mid: body.message_id, text: "hi", is_echo: true });
  });
});

it("verifies a webhook", async () => {
  const hook = await webhookReceiver((_, { query }) =>
    query.get("hub.verify_token") === "mine" ? query.get("hub.challenge") : 403,
  );
  const right = await control("meta/verify", { url: hook.url, verifyToken: "mine" });
  const wrong = await control("meta/verify", { url: hook.url, verifyToken: "other" });
  await hook.close();
  expect([right.body.verified, wrong.body.verified, wrong.body.status]).toEqual([true, false, 403]);
});
