import { createPublicKey, verify } from "node:crypto";
import mailer from "@sendgrid/mail";
import type { StandInRequest } from "../../http.ts";
import { startSandbox } from "../../sandbox.ts";
import { sandboxSendGrid } from "../credentials.ts";
import { callerOf, eventually, webhookReceiver } from "../test-receiver.ts";

const sandbox = await startSandbox({ port: 0 });
afterAll(() => sandbox.close());
beforeEach(() => control("reset"));

const call = callerOf(sandbox.url, { authorization: `Bearer ${sandboxSendGrid.apiKey}` });
const control = (name: string, body: unknown = {}) => call(`POST /_sandbox/${name}`, body);

// The genuine client, directed to the sandbox. It has no option for that, but the HTTP client inside has one.
const { client } = mailer as unknown as { client: { setDefaultRequest(name: string, value: string): void } };
mailer.setApiKey(sandboxSendGrid.apiKey);
client.setDefaultRequest("baseUrl", `${sandbox.url}/sendgrid`);

const mail = { to: "asha@example.com", from: "clinic@example.com", subject: "Report", text: "It is ready." };
const raw = {
  personalizations: [{ to: [{ email: "asha@example.com" }] }],
  from: { email: "clinic@example.com" },
  subject: "Report",
  content: [{ type: "text/plain", value: "x" }],
};
const sent = async () => (await call("GET /_sandbox/sendgrid/messages")).body;

function verified({ headers, rawBody }: StandInRequest): boolean {
  const der = Buffer.from(sandboxSendGrid.webhookPublicKey, "base64");
  const key = createPublicKey({ key: der, format: "der", type: "spki" });
  const signature = Buffer.from(String(headers["x-twilio-email-event-webhook-signature"]), "base64");
  const signed = `${headers["x-twilio-email-event-webhook-timestamp"]}${rawBody}`;
  return verify("sha256", Buffer.from(signed), key, signature);
}

describe("a mail", () => {
  it("is accepted from the genuine client with a message id", async () => {
    const [answer] = await mailer.send({ ...mail, headers: { "In-Reply-To": "<1@x>" }, customArgs: { id: "m1" } });
    expect(answer.statusCode).toBe(202);
    const messageId = answer.headers["x-message-id"];
    expect(await sent()).toMatchObject([
      {
        messageId,
        email: mail.to,
        subject: "Report",
        text: mail.text,
        headers: { "In-Reply-To": "<1@x>" },
        customArgs: { id: "m1" },
      },
    ]);
  });

  it.each([
    ["no recipient", { personalizations: [] }, "personalizations"],
    [
      "a recipient twice",
      { personalizations: [{ to: [{ email: "a@x.test" }], cc: [{ email: "A@x.test" }] }] },
      "personalizations.0",
    ],
    ["no sender", { from: {} }, "from.email"],
    ["no subject", { subject: "" }, "subject"],
    ["no content", { content: [] }, "content"],
    ["empty content", { content: [{ type: "text/plain", value: "" }] }, "content.0.value"],
    ["an unknown template", { template_id: "d-none" }, "template_id"],
    ["a custom argument that is not a text", { custom_args: { n: 1 } }, "custom_args"],
  ])("with %s is rejected with the field's name", async (_, change, field) => {
    const refused = await call("POST /sendgrid/v3/mail/send", { ...raw, ...change });
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ field, message: expect.any(String) }] } });
    expect(await sent()).toEqual([]);
  });

  it("from a template carries its data", async () => {
    await control("sendgrid/templates", { id: "d-hello", subject: "Hello {{name}}", html: "<p>{{{ name }}}</p>" });
    const { to, from } = mail;
    await mailer.send({ to, from, templateId: "d-hello", dynamicTemplateData: { name: "Asha" } });
    expect(await sent()).toMatchObject([{ subject: "Hello Asha", html: "<p>Asha</p>" }]);
  });

  it("is not sent in sandbox mode", async () => {
    const answer = await call("POST /sendgrid/v3/mail/send", {
      ...raw,
      mail_settings: { sandbox_mode: { enable: true } },
    });
    expect([answer.status, await sent()]).toEqual([200, []]);
  });

  it("needs a key", async () => {
    const wrong = await call("POST /sendgrid/v3/mail/send", raw, { authorization: "Bearer wrong" });
    expect(wrong).toMatchObject({ status: 401, body: { errors: [{ field: null }] } });
    await control("faults", { provider: "sendgrid", status: 429, times: 1, retryAfter: 2 });
    await expect(mailer.send(mail)).rejects.toMatchObject({ code: 429 });
    expect((await mailer.send(mail))[0].statusCode).toBe(202);
  });
});

describe("the event webhook", () => {
  it("is signed over a body that ends in CRLF, and carries the custom arguments", async () => {
    const hook = await webhookReceiver();
    await control("sendgrid/settings", { webhookUrl: hook.url, stepMs: 1 });
    const [answer] = await mailer.send({ ...mail, customArgs: { conversation: "c1" } });
    await eventually(() => hook.received.length === 2);
    await hook.close();
    const events = hook.bodies().flat();
    expect(events.map(({ event }) => event)).toEqual(["processed", "delivered"]);
    expect(events[0]).toMatchObject({ email: mail.to, conversation: "c1", sg_event_id: expect.any(String) });
    expect(events[0].sg_message_id.startsWith(`${answer.headers["x-message-id"]}.`)).toBe(true);
    for (const request of hook.received) {
      expect(request.rawBody.endsWith("]\r\n")).toBe(true);
      expect(verified(request)).toBe(true);
      expect(verified({ ...request, rawBody: request.rawBody.trimEnd() })).toBe(false);
    }
    expect((await call("GET /_sandbox/sendgrid/public-key")).body.public_key).toBe(sandboxSendGrid.webhookPublicKey);
  });

  it("posts further events on request, several at once and repeated with the same ids", async () => {
    const hook = await webhookReceiver();
    await mailer.send(mail);
    await control("sendgrid/events", { email: mail.to, events: ["open", "spamreport"], url: hook.url, times: 2 });
    await hook.close();
    const [first, second] = hook.bodies();
    expect(first.map(({ event }: { event: string }) => event)).toEqual(["open", "spamreport"]);
    expect(second).toEqual(first);
    expect(hook.received.every(verified)).toBe(true);
  });

  it("drops mails to an address that bounced", async () => {
    const hook = await webhookReceiver();
    await control("sendgrid/settings", { webhookUrl: hook.url, stepMs: 1, events: ["bounce"] });
    await mailer.send(mail);
    await eventually(() => hook.received.length === 2);
    await mailer.send(mail);
    await eventually(() => hook.received.length === 3);
    await hook.close();
    const events = hook.bodies().flat();
    expect(events.map(({ event }) => event)).toEqual(["processed", "bounce", "dropped"]);
    expect(events[2].reason).toBe("Bounced Address");
  });
});

describe("an answer by mail", () => {
  it("is posted as Inbound Parse does, with its headers, envelope and files", async () => {
    const hook = await webhookReceiver();
    const answer = await control("sendgrid/inbound", {
      url: hook.url,
      from: "Asha <asha@example.com>",
      to: "Clinic <desk@in.example.com>, other@in.example.com",
      subject: "Re: नमस्ते",
      text: "Thanks",
      headers: { "Message-ID": "<2@x>", "In-Reply-To": "<1@x>", References: "<0@x> <1@x>" },
      attachments: [
        { filename: "scan.pdf", type: "application/pdf", content: Buffer.from([0, 255]).toString("base64") },
      ],
      times: 2,
    });
    await hook.close();
    expect(answer.body.statuses).toEqual([200, 200]);
    const [request] = hook.received;
    const headers = { "content-type": request?.headers["content-type"] ?? "" };
    const form = await new Response(new Uint8Array(request?.bytes ?? []), { headers }).formData();
    expect(String(form.get("headers"))).toMatch(/^In-Reply-To: <1@x>\r?$/m);
    expect(form.get("subject")).toBe("Re: नमस्ते");
    expect(JSON.parse(String(form.get("envelope")))).toEqual({
      to: ["desk@in.example.com", "other@in.example.com"],
      from: "asha@example.com",
    });
    expect([form.get("SPF"), form.get("attachments")]).toEqual(["pass", "1"]);
    expect(JSON.parse(String(form.get("attachment-info"))).attachment1).toMatchObject({ filename: "scan.pdf" });
    const file = form.get("attachment1") as unknown as Blob;
    expect(Buffer.from(await file.arrayBuffer())).toEqual(Buffer.from([0, 255]));
  });
});
