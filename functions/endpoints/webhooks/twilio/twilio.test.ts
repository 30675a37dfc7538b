import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getExpectedTwilioSignature, validateRequest } from "twilio/lib/webhooks/webhooks.js";
import { configVersions } from "../../../../shared/config/versions/versions.ts";
import type { Envelope } from "../../../../shared/platform/bus.ts";
import { type EmbeddedPlatform, openEmbedded } from "../../../../shared/platform/embedded/platform.ts";
import { TenantId } from "../../../../shared/platform/tenant.ts";
import { testIds, withTestIds } from "../../../../shared/platform/tenant-ids.fixture.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import { createLogger } from "../../../../shared/telemetry/log.ts";
import { serveFunction, type TestServer } from "../../http/test-server.ts";
import { webhooksFunction } from "../index.ts";

const publicUrl = "https://agency.example";
const tenantToken = "the tenant's auth token";
const platformToken = "the agency's auth token";
const [tenantId, now] = [TenantId.parse("client_123"), () => new Date()];

let dataDir: string;
let platform: EmbeddedPlatform;
let server: TestServer;
let published: Envelope[];
let lines: string[];
let platformHasToken: boolean;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "webhooks-"));
  platformHasToken = true;
  const secrets = (scope: string, name: string) => {
    if (name !== "TWILIO_AUTH_TOKEN") return scope === "_platform" ? undefined : "some secret";
    return scope === "_platform" ? (platformHasToken ? platformToken : undefined) : tenantToken;
  };
  platform = withTestIds(openEmbedded({ dataDir, secrets }));
  lines = [];
  const log = createLogger({ level: "info", destination: { write: (line) => lines.push(line) } });
  const configs = configVersions({ documents: platform.documents, now, log });
  const yaml = readFileSync("config/tenants/client_123.yaml", "utf8");
  await configs.push(tenantId, "main", yaml, { by: "test", activate: true });
  published = [];
  const bus = { ...platform.bus, publish: async (sent: readonly Envelope[]) => void published.push(...sent) };
  const parts = { platform: { ...platform, bus }, configs, environment: {}, publicUrl: `${publicUrl}/`, log, now };
  server = await serveFunction(webhooksFunction(parts));
});

afterEach(async () => {
  await server.close();
  await platform.close(100);
  rmSync(dataDir, { recursive: true });
});

const message = {
  MessageSid: "SM0123456789",
  From: "whatsapp:+919812345678",
  To: "whatsapp:+14155238886",
  Body: "Kal appointment milega?",
  ProfileName: "Asha",
  NumMedia: "0",
};

interface PostOptions {
  readonly path?: string;
  readonly token?: string;
  readonly signature?: string | null;
  readonly contentType?: string;
  readonly rawBody?: string;
}

/** Posts a form like Twilio, by default signed with the tenant's token. */
function post(fields: Record<string, string>, how: PostOptions = {}): Promise<Response> {
  const path = how.path ?? "/webhooks/twilio/whatsapp";
  const expected = getExpectedTwilioSignature(how.token ?? tenantToken, `${publicUrl}${path}`, fields);
  const signature = how.signature === undefined ? expected : how.signature;
  return fetch(`${server.url}${path}`, {
    method: "POST",
    headers: {
      "Content-Type": how.contentType ?? "application/x-www-form-urlencoded",
      ...(signature === null ? {} : { "X-Twilio-Signature": signature }),
    },
    body: how.rawBody ?? new URLSearchParams(fields).toString(),
  });
}

async function refusal(response: Promise<Response>) {
  const answered = await response;
  expect(answered.headers.get("content-type")).toBe("application/problem+json");
  expect(published).toEqual([]);
  return (await answered.json()) as { status: number; code: string; detail: string };
}

it("verifies the signature of Twilio's example", () => {
  const parameters = {
    CallSid: "CA1234567890ABCDE",
    Caller: "+14158675309",
    Digits: "1234",
    From: "+14158675309",
    To: "+18005551212",
  };
  const url = "https://mycompany.com/myapp.php?foo=1&bar=2";
  expect(validateRequest("12345", "RSOYDt4T1cUTdK1PDd93/VVr8B8=", url, parameters)).toBe(true);
});

describe("a customer's message", () => {
  it("is published for the tenant whose number it was sent to", async () => {
    const response = await post(message);
    expect([response.status, await response.text()]).toEqual([200, "<Response/>"]);
    expect(response.headers.get("content-type")).toBe("text/xml; charset=utf-8");
    const conversationId = testIds(tenantId).of("conversation", tenantId, "whatsapp", "+919812345678");
    expect(published).toEqual([
      {
        id: deriveId("twilio", "client_123", "SM0123456789"),
        type: "message-received",
        tenantId: "client_123",
        key: conversationId,
        causationId: null,
        occurredAt: expect.any(String),
        data: {
          conversationId,
          messageId: deriveId("twilio", "client_123", "SM0123456789"),
          channel: "whatsapp",
          accountAddress: "+14155238886",
          customerAddress: "+919812345678",
          customerName: "Asha",
          text: "Kal appointment milega?",
          attachments: [],
          choiceId: null,
          thread: null,
          configName: "main",
        },
      },
    ]);
  });

  it("has the same id at every delivery, so that the step recognises a duplicate", async () => {
    await Promise.all([post(message), post(message)]);
    expect(published).toHaveLength(2);
    expect(published[0]?.id).toBe(published[1]?.id);
  });

  it("may be an SMS", async () => {
    const sms = { MessageSid: "SM1", From: "+919812345678", To: "+14155238887", Body: "hi" };
    expect((await post(sms, { path: "/webhooks/twilio/sms" })).status).toBe(200);
    expect(published[0]?.data).toMatchObject({ channel: "sms", accountAddress: "+14155238887", customerName: null });
  });

  it.each([
    ["a button", { Body: "Yes", ButtonPayload: "confirm", ButtonText: "Yes" }, { text: "Yes", choiceId: "confirm" }],
    ["a list's row", { Body: "", ListId: "slot-2", ListTitle: "10 AM" }, { text: "10 AM", choiceId: "slot-2" }],
    ["a custom opt-out keyword", { Body: "Basta", OptOutType: "STOP" }, { choiceId: "keyword:stop" }],
    ["an answer that Twilio treats as START", { Body: "Yes", OptOutType: "START" }, { choiceId: null }],
  ])("may be %s", async (_, fields, expected) => {
    expect((await post({ ...message, ...fields })).status).toBe(200);
    expect(published[0]?.data).toMatchObject(expected);
  });

  it("may have media, a button's text and unknown fields", async () => {
    const media = { NumMedia: "1", MediaUrl0: "https://api.twilio.com/m/1", MediaContentType0: "image/jpeg" };
    await post({ ...message, ...media, Body: "", ButtonText: "Yes, book it", NewField: "1" });
    expect(published[0]?.data).toMatchObject({
      text: "Yes, book it",
      attachments: [{ url: "https://api.twilio.com/m/1", contentType: "image/jpeg" }],
    });
  });

  it.each([
    ["60,000 characters of Devanagari", "क".repeat(60_000)],
    ["only emoji", "🙏🙏🏽👨‍👩‍👧"],
    ["markup", "<script>alert('1')</script> & more + \r\n"],
  ])("may be %s", async (_, text) => {
    expect((await post({ ...message, Body: text })).status).toBe(200);
    expect(published[0]?.data).toMatchObject({ text });
  });

  it("leaves no personal data in the log", async () => {
    await post(message);
    expect(lines.join("")).toContain("message-received");
    expect(lines.join("")).not.toMatch(/9812345678|Asha|appointment/);
  });
});

describe("verification", () => {
  it.each([
    ["no signature", { signature: null }],
    ["an empty signature", { signature: "" }],
    ["a wrong signature", { signature: "RSOYDt4T1cUTdK1PDd93/VVr8B8=" }],
    ["another account's signature", { token: "someone else's token" }],
    ["the agency's signature on a tenant's number", { token: platformToken }],
  ])("rejects %s and stores nothing", async (_, how) => {
    expect(await refusal(post(message, how))).toMatchObject({ status: 403, code: "signature-invalid" });
  });

  it("rejects a changed body", async () => {
    const rawBody = new URLSearchParams({ ...message, Body: "Cancel everything" }).toString();
    expect(await refusal(post(message, { rawBody }))).toMatchObject({ status: 403 });
  });

  it("rejects a signature over the Host header's URL", async () => {
    const signature = getExpectedTwilioSignature(tenantToken, `${server.url}/webhooks/twilio/whatsapp`, message);
    expect(await refusal(post(message, { signature }))).toMatchObject({ status: 403 });
  });
});

describe("bad bodies", () => {
  it("must be forms", async () => {
    expect(await refusal(post(message, { contentType: "application/json", rawBody: "{}" }))).toMatchObject({
      status: 415,
    });
    expect(await refusal(post(message, { rawBody: '{"a":1}' }))).toMatchObject({ status: 400, code: "form-invalid" });
  });

  it("must be UTF-8 of at most 1 MiB", async () => {
    expect(await refusal(post(message, { rawBody: `Body=${"x".repeat(10_000_000)}` }))).toMatchObject({ status: 413 });
  });

  it("must have the required fields", async () => {
    const { MessageSid: _, ...rest } = message;
    const refused = await refusal(post(rest));
    expect(refused).toMatchObject({ status: 400, code: "form-invalid" });
    expect(refused.detail).toContain("MessageSid");
  });

  it("must be sent by POST to an existing path", async () => {
    const response = await fetch(`${server.url}/webhooks/twilio/whatsapp`);
    expect([response.status, response.headers.get("allow")]).toEqual([405, "POST"]);
    expect((await post(message, { path: "/webhooks/twilio/fax" })).status).toBe(404);
  });
});

describe("a message to a number of no tenant", () => {
  const unroutable = { ...message, To: "whatsapp:+19995550000" };

  it("is acknowledged and recorded for the platform's operator", async () => {
    expect((await post(unroutable, { token: platformToken })).status).toBe(200);
    expect(published).toEqual([
      expect.objectContaining({
        type: "message-unroutable",
        tenantId: "_platform",
        data: {
          provider: "twilio",
          channel: "whatsapp",
          accountAddress: "+19995550000",
          providerMessageId: "SM0123456789",
        },
      }),
    ]);
  });

  it("is rejected if the agency has no account to verify it with", async () => {
    platformHasToken = false;
    expect(await refusal(post(unroutable, { token: platformToken }))).toMatchObject({ status: 403 });
  });
});

describe("a status callback", () => {
  const path = "/webhooks/twilio/status?t=client_123&c=conv1&u=turn1&m=msg1";
  const status = { MessageSid: "SM9", MessageStatus: "delivered", MessageVersion: "1" };

  it("reports the delivery status of our message", async () => {
    expect((await post(status, { path })).status).toBe(200);
    expect(published[0]).toMatchObject({
      id: deriveId("twilio-status", "client_123", "SM9", "delivered"),
      type: "delivery-reported",
      tenantId: "client_123",
      key: "conv1",
      data: { conversationId: "conv1", turnId: "turn1", messageId: "msg1", providerMessageId: "SM9", errorCode: null },
    });
  });

  it.each([
    ["accepted", "queued"],
    ["sending", "queued"],
    ["sent", "sent"],
    ["read", "read"],
    ["undelivered", "failed"],
    ["failed", "failed"],
  ])("translates %s into %s", async (theirs, ours) => {
    await post({ ...status, MessageStatus: theirs, ErrorCode: "63016" }, { path });
    expect(published[0]?.data).toMatchObject({ status: ours, errorCode: "63016" });
  });

  it("is acknowledged and ignored for an irrelevant status", async () => {
    expect((await post({ ...status, MessageStatus: "receiving" }, { path })).status).toBe(200);
    expect(published).toEqual([]);
  });

  it("cannot be redirected to another conversation or tenant", async () => {
    const signature = getExpectedTwilioSignature(tenantToken, `${publicUrl}${path}`, status);
    const elsewhere = path.replace("conv1", "conv2");
    expect(await refusal(post(status, { path: elsewhere, signature }))).toMatchObject({ status: 403 });
    const nobody = path.replace("client_123", "_platform");
    expect(await refusal(post(status, { path: nobody }))).toMatchObject({ status: 403 });
  });
});
