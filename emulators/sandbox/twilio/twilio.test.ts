import { createServer } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import twilioClient from "twilio";
import type { RequestOptions } from "twilio/lib/base/RequestClient.js";
import { startSandbox } from "../../sandbox.ts";
import { formOf } from "../body.ts";
import { segments } from "./messages.ts";
import { signTwilio } from "./signature.ts";
import { sandboxTwilio } from "./twilio.ts";

const sandbox = await startSandbox({ port: 0 });
afterAll(() => sandbox.close());
beforeEach(() => control("reset"));

/** The genuine client, directed to the sandbox. It has no base URL, so its requests are rewritten. */
class ReaddressedClient extends twilioClient.RequestClient {
  override request<T>(options: RequestOptions<T>) {
    const uri = options.uri.replace("https://api.twilio.com", `${sandbox.url}/twilio`);
    return super.request<T>({ ...options, uri });
  }
}

function clientOf(accountSid: string, authToken: string) {
  return twilioClient(accountSid, authToken, { httpClient: new ReaddressedClient({ timeout: 5_000 }) });
}
const client = clientOf(sandboxTwilio.accountSid, sandboxTwilio.authToken);
const whatsapp = { from: "whatsapp:+14155238886", to: "whatsapp:+919876543210" };

async function control(path: string, body: unknown = {}): Promise<{ status: number; body: never }> {
  const response = await fetch(`${sandbox.url}/_sandbox/${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as never };
}

/** A webhook receiver that answers as configured and records its requests. */
async function receiver(answer: (count: number) => number = () => 200) {
  const received: { form: Record<string, string | string[]>; signature: string; token: string; at: string }[] = [];
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    received.push({
      form: formOf(new URLSearchParams(body)),
      signature: String(request.headers["x-twilio-signature"]),
      token: String(request.headers["i-twilio-idempotency-token"]),
      at: request.url ?? "",
    });
    response.writeHead(answer(received.length)).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === "object" ? address?.port : 0}/webhooks/twilio/status?tenant=a%20b`;
  return { url, received, close: () => server.close() };
}

/** Polls the message until it has this status. */
async function fetchUntil(status: string, sid: string) {
  for (let round = 0; ; round += 1) {
    const message = await client.messages(sid).fetch();
    if (message.status === status || round === 6_000) return message;
    await delay(10);
  }
}

async function eventually(holds: () => boolean): Promise<void> {
  for (let round = 0; round < 6_000 && !holds(); round += 1) await delay(10);
  expect(holds()).toBe(true);
}

describe("the signature", () => {
  it("matches Twilio's published vector", () => {
    const parameters = {
      CallSid: "CA1234567890ABCDE",
      Caller: "+14158675309",
      Digits: "1234",
      From: "+14158675309",
      To: "+18005551212",
    };
    const signature = signTwilio("12345", "https://mycompany.com/myapp.php?foo=1&bar=2", parameters);
    expect(signature).toBe("RSOYDt4T1cUTdK1PDd93/VVr8B8=");
  });

  it("is accepted by twilio's own validator for repeated and empty parameters", () => {
    const parameters = { Body: "", MediaUrl: ["b", "a", "b"], A: "ü" };
    const signature = signTwilio("t", "https://x.test/y", parameters);
    expect(twilioClient.validateRequest("t", signature, "https://x.test/y", parameters)).toBe(true);
  });
});

describe("messages", () => {
  it("are created and fetched, and become delivered", async () => {
    const before = Math.floor(Date.now() / 1_000) * 1_000; // Twilio's times are whole seconds
    const created = await client.messages.create({ ...whatsapp, body: "नमस्ते" });
    expect(created.sid).toMatch(/^SM[0-9a-f]{32}$/);
    expect(created).toMatchObject({ status: "queued", direction: "outbound-api", numSegments: "1", dateSent: null });
    expect(created.dateCreated.getTime()).toBeGreaterThanOrEqual(before);
    expect(created.dateCreated.getTime()).toBeLessThanOrEqual(Date.now());
    const fetched = await fetchUntil("delivered", created.sid);
    expect(fetched).toMatchObject({ status: "delivered", body: "नमस्ते", to: whatsapp.to });
  });

  it("are found by recipient and time, newest first", async () => {
    const before = new Date();
    await client.messages.create({ ...whatsapp, body: "one" });
    await client.messages.create({ ...whatsapp, to: "whatsapp:+919876543211", body: "other" });
    await client.messages.create({ ...whatsapp, body: "two" });
    const found = await client.messages.list({ to: whatsapp.to, from: whatsapp.from, dateSentAfter: before });
    expect(found.map((message) => message.body)).toEqual(["two", "one"]);
    const later = new Date(before.getTime() + 3_600_000);
    expect(await client.messages.list({ dateSentAfter: later })).toEqual([]);
    expect(await client.messages.list({ dateSentBefore: later })).toHaveLength(3);
    expect(await client.messages.list({ dateSent: new Date(before.getTime() - 86_400_000) })).toEqual([]);
  });

  it("are listed over several pages by the genuine client", async () => {
    for (const body of ["1", "2", "3", "4", "5"]) await client.messages.create({ ...whatsapp, body });
    const found = await client.messages.list({ pageSize: 2 });
    expect(found.map((message) => message.body)).toEqual(["5", "4", "3", "2", "1"]);
  });

  it("can be deleted and redacted", async () => {
    const { sid } = await client.messages.create({ ...whatsapp, body: "private" });
    expect((await client.messages(sid).update({ body: "" })).body).toBe("");
    expect(await client.messages(sid).remove()).toBe(true);
    await expect(client.messages(sid).fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
  });

  it.each([
    [{ to: "12", from: "+14155238886", body: "x" }, 21211],
    [{ to: "+14155550100", from: "not a number", body: "x" }, 21212],
    [{ to: "+14155550100", from: "+15005550007", body: "x" }, 21606],
    [{ to: "+14155550100", from: whatsapp.from, body: "x" }, 21910],
    [{ to: "+14155550100", body: "x" }, 21603],
    [{ ...whatsapp }, 21602],
    [{ ...whatsapp, body: "x".repeat(1_601) }, 21617],
  ])("are rejected with Twilio's code: %j", async (message, code) => {
    await expect(client.messages.create(message)).rejects.toMatchObject({ status: 400, code });
  });

  it("are rejected from numbers that the account does not own, and to customers who opted out", async () => {
    await control("twilio/numbers", { numbers: ["+14155550199"] });
    const sms = { to: "+14155550100", from: "+14155238886", body: "x" };
    await expect(client.messages.create(sms)).rejects.toMatchObject({ code: 21659 });
    await control("twilio/numbers", { numbers: [] });
    await control("twilio/opt-out", { to: sms.to });
    await expect(client.messages.create(sms)).rejects.toMatchObject({ code: 21610 });
  });

  it("count segments by their encoding", () => {
    expect([segments("a".repeat(160)), segments("a".repeat(161)), segments("न".repeat(71))]).toEqual([1, 2, 2]);
  });
});

describe("authentication", () => {
  it("rejects a missing or wrong token with 20003", async () => {
    const wrong = clientOf(sandboxTwilio.accountSid, "wrong");
    await expect(wrong.messages.create({ ...whatsapp, body: "x" })).rejects.toMatchObject({ status: 401, code: 20003 });
    const bare = await fetch(`${sandbox.url}/twilio/2010-04-01/Accounts/${sandboxTwilio.accountSid}/Messages.json`);
    expect(bare.status).toBe(401);
  });

  it("accepts an unknown account, and keeps accounts separate", async () => {
    const other = clientOf(`AC${"1".repeat(32)}`, "theirs");
    await other.messages.create({ ...whatsapp, body: "theirs" });
    expect(await client.messages.list()).toEqual([]);
  });
});

describe("status callbacks", () => {
  it("are signed over the exact URL and in order", async () => {
    const hook = await receiver();
    const { sid } = await client.messages.create({ ...whatsapp, body: "x", statusCallback: hook.url });
    await eventually(() => hook.received.length === 3);
    hook.close();
    expect(hook.received.map(({ form }) => form.MessageStatus)).toEqual(["queued", "sent", "delivered"]);
    for (const { form, signature } of hook.received) {
      expect(form.MessageSid).toBe(sid);
      expect(twilioClient.validateRequest(sandboxTwilio.authToken, signature, hook.url, form)).toBe(true);
    }
  });

  it("are repeated with one token while the webhook fails", async () => {
    const hook = await receiver((count) => (count === 1 ? 503 : 200));
    await client.messages.create({ ...whatsapp, body: "x", statusCallback: hook.url });
    await eventually(() => hook.received.length === 4);
    hook.close();
    expect(hook.received.map(({ form }) => form.MessageStatus)).toEqual(["queued", "queued", "sent", "delivered"]);
    expect(hook.received[0]?.token).toBe(hook.received[1]?.token);
  });

  it("report a failure with its code, as for a message outside WhatsApp's window", async () => {
    await control("twilio/settings", { finalStatus: "undelivered", errorCode: 63016, stepMs: 1 });
    const { sid } = await client.messages.create({ ...whatsapp, body: "x" });
    expect(await fetchUntil("undelivered", sid)).toMatchObject({ status: "undelivered", errorCode: 63016 });
  });
});

describe("a customer's message", () => {
  it("reaches the webhook as Twilio would post it, as often as requested", async () => {
    const hook = await receiver();
    const message = {
      to: "+14155238886",
      from: "+919876543210",
      body: "नमस्ते & hi",
      channel: "whatsapp",
      url: hook.url,
    };
    const sent = await control("twilio/inbound", { ...message, repeat: 3, mediaUrl: "http://x.test/scan.pdf" });
    hook.close();
    expect(sent.body).toMatchObject({ sid: expect.stringMatching(/^MM/), statuses: [200, 200, 200] });
    expect(hook.received[0]?.form).toMatchObject({
      From: "whatsapp:+919876543210",
      WaId: "919876543210",
      Body: "नमस्ते & hi",
      NumMedia: "1",
      MediaContentType0: "application/pdf",
    });
    expect(new Set(hook.received.map(({ token }) => token)).size).toBe(1);
    const { form = {}, signature = "" } = hook.received[0] ?? {};
    expect(twilioClient.validateRequest(sandboxTwilio.authToken, signature, hook.url, form)).toBe(true);
  });

  it("is signed with another token on request, and rejected when incomplete", async () => {
    const hook = await receiver();
    await control("twilio/inbound", { to: "+1415", from: "+9198", url: hook.url, channel: "sms", token: "other" });
    hook.close();
    const { form = {}, signature = "" } = hook.received[0] ?? {};
    expect(form.From).toBe("+9198");
    expect(twilioClient.validateRequest("other", signature, hook.url, form)).toBe(true);
    expect((await control("twilio/inbound", { to: "+1" })).status).toBe(400);
  });
});

describe("faults", () => {
  it("answers with the requested status, the requested number of times, in Twilio's format", async () => {
    await control("faults", { provider: "twilio", match: "POST ", status: 429, times: 1, retryAfter: 1 });
    await expect(client.messages.create({ ...whatsapp, body: "x" })).rejects.toMatchObject({
      status: 429,
      code: 20429,
    });
    expect((await client.messages.create({ ...whatsapp, body: "x" })).status).toBe("queued");
  });

  it("drops the connection before or after the effect", async () => {
    await control("faults", { provider: "twilio", drop: "before", times: 1, match: "Messages.json" });
    await expect(client.messages.create({ ...whatsapp, body: "lost" })).rejects.toThrow();
    expect(await client.messages.list()).toHaveLength(0);
    await control("faults", { provider: "twilio", drop: "after", times: 1 });
    await expect(client.messages.create({ ...whatsapp, body: "unknown" })).rejects.toThrow();
    expect((await client.messages.list({ to: whatsapp.to })).map((message) => message.body)).toEqual(["unknown"]);
  });
});

describe("a customer's file", () => {
  it("is served only with the account's credentials", async () => {
    const base64 = Buffer.from("a photograph").toString("base64");
    const { body } = await control("twilio/media", { base64, contentType: "image/png" });
    const { url } = body as { readonly url: string };
    const { accountSid, authToken } = sandboxTwilio;
    const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString("base64")}`;
    const response = await fetch(url, { headers: { authorization } });
    expect(response.headers.get("content-type")).toBe("image/png");
    expect(await response.text()).toBe("a photograph");
    expect((await fetch(url)).status).toBe(401);
  });
});
