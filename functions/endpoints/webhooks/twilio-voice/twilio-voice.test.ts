import { getExpectedTwilioSignature } from "twilio/lib/webhooks/webhooks.js";
import { publicUrl, type ServedWebhooks, serveWebhooks } from "../fixture.ts";

const number = "+919876543210";

const voiceChannel = `  voice: { language: hi-IN }
  channels:
    input:
      - type: voice
        provider: livekit_sip
        config:
          phone_numbers: ["${number}"]
          sip: { username: desk, password: "\${SIP_PASSWORD}" }
`;
const liveKit = {
  LIVEKIT_API_KEY: "key",
  LIVEKIT_API_SECRET: "secret-secret-secret-secret-secret",
  CALL_METADATA_SECRET: "another-secret-another-secret-32-x",
};

let served: ServedWebhooks;
afterEach(() => served.close());

async function serve(how: { readonly configured: boolean }) {
  served = await serveWebhooks({
    tenants: { sunrise: voiceChannel },
    secrets: {
      sunrise: { TWILIO_ACCOUNT_SID: "AC1", TWILIO_AUTH_TOKEN: "token", SIP_PASSWORD: "a<b" },
      _platform: { TWILIO_AUTH_TOKEN: "agency", ...(how.configured ? liveKit : {}) },
    },
    ...(how.configured ? { liveKitUrl: "wss://livekit.example", liveKitSipHost: "example.sip.livekit.cloud" } : {}),
    now: () => new Date("2026-11-29T10:00:00Z"),
  });
}

async function call(fields: Readonly<Record<string, string>>, token = "token") {
  const form = { CallSid: "CA1", From: "+919812345678", To: number, ...fields };
  const path = "/webhooks/twilio/voice";
  const response = await fetch(`${served.url}${path}`, {
    method: "POST",
    headers: { "X-Twilio-Signature": getExpectedTwilioSignature(token, `${publicUrl}${path}`, form) },
    body: new URLSearchParams(form),
  });
  return { status: response.status, text: await response.text() };
}

it("rings at LiveKit with the trunk's user and password", async () => {
  await serve({ configured: true });
  const { text } = await call({});
  expect(text).toContain(
    `<Dial answerOnBridge="true" timeout="20" action="/webhooks/twilio/voice" method="POST">` +
      `<Sip username="desk" password="a&lt;b">sip:${number}@example.sip.livekit.cloud;transport=tcp</Sip></Dial>`,
  );
  expect(served.published).toEqual([]);
});

it.each(["failed", "no-answer", "busy"])("apologises and has the caller called back after %s", async (status) => {
  await serve({ configured: true });
  const { text } = await call({ DialCallStatus: status });
  expect(text).toMatch(/<Say language="hi-IN">[^<]*वापस कॉल करेंगे[^<]*<\/Say><Hangup\/>/);
  expect(served.published).toMatchObject([
    { type: "call-reported", data: { report: { type: "opened", customerAddress: "+919812345678", room: "" } } },
    { type: "call-reported", data: { report: { type: "dial-failed", code: "livekit-unavailable" } } },
    {
      type: "call-requested",
      tenantId: "sunrise",
      data: {
        reference: { kind: "callback", id: "CA1" },
        customerAddress: "+919812345678",
        notBefore: "2026-11-29T10:05:00.000Z",
      },
    },
  ]);
});

it("records once and asks for one callback of a call that Twilio reports twice", async () => {
  await serve({ configured: true });
  await call({ DialCallStatus: "failed" });
  await call({ DialCallStatus: "failed" });
  expect(new Set(served.published.map(({ id }) => id)).size).toBe(3);
});

it.each(["completed", "answered", "canceled"])("hangs up after %s", async (status) => {
  await serve({ configured: true });
  expect((await call({ DialCallStatus: status })).text).toContain("<Response><Hangup/></Response>");
  expect(served.published).toEqual([]);
});

it("promises no callback to a withheld number", async () => {
  await serve({ configured: true });
  const { text } = await call({ DialCallStatus: "failed", From: "Anonymous" });
  expect(served.published[0]?.data).toMatchObject({ report: { customerAddress: null } });
  expect(text).toContain("बाद में दोबारा कॉल कीजिए");
  expect(served.published.map(({ type }) => type)).toEqual(["call-reported", "call-reported"]);
});

it("promises no callback where calls are not set up, and tells the operator", async () => {
  await serve({ configured: false });
  const { text } = await call({});
  expect(text).toContain("बाद में दोबारा कॉल कीजिए");
  expect(served.published.map(({ type }) => type)).toEqual(["call-reported", "call-reported"]);
  expect(served.lines.join()).toContain("LiveKit is not set up");
});

it("refuses politely what calls nobody's number, and records it", async () => {
  await serve({ configured: true });
  const { text } = await call({ To: "+911111111111" }, "agency");
  expect(text).toContain("This number is not in service");
  expect(served.published).toMatchObject([
    { type: "message-unroutable", data: { channel: "voice", accountAddress: "+911111111111" } },
  ]);
});

it("refuses a call that is not signed with the owner's token", async () => {
  await serve({ configured: true });
  expect(await call({}, "agency")).toMatchObject({ status: 403 });
  expect(served.published).toEqual([]);
});
