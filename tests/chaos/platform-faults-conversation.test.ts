import { hash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { sandboxTwilio } from "../../emulators/sandbox/twilio/twilio.ts";
import { startSandbox } from "../../emulators/sandbox.ts";
import { compose } from "../../functions/app/compose.ts";
import { runEngines } from "../../functions/app/run-engines.ts";
import { conversations } from "../../functions/engines/conversation/conversations.ts";
import { engines } from "../../functions/index.ts";
import { readEnvironment } from "../../shared/environment.ts";
import { messageReceived } from "../../shared/events/index.ts";
import type { Models } from "../../shared/models/model.ts";
import { openEmbedded } from "../../shared/platform/embedded/platform.ts";
import type { Platform } from "../../shared/platform/platform.ts";
import { sealedPlatform } from "../../shared/platform/sealing/sealed.ts";
import { TenantId } from "../../shared/platform/tenant.ts";
import { createLogger } from "../../shared/telemetry/log.ts";
import { until } from "../contracts/open-platform.ts";
import { clinicYaml } from "../flows/stage/clinic.ts";
import { type Fault, type FaultPlan, faultyPlatform, inOrder, outage, type PortCall } from "./faulty-platform.ts";

const tenantId = TenantId.parse("clinic_001");
const retry = { minBackoffMs: 1, maxBackoffMs: 5, maxAttempts: 100 };
const secrets: Readonly<Record<string, string>> = {
  TWILIO_ACCOUNT_SID: sandboxTwilio.accountSid,
  TWILIO_AUTH_TOKEN: sandboxTwilio.authToken,
};
/** Repeats everything the customer wrote since the last answer, so each answer shows which messages it covers. */
const models: Models = {
  async generate({ primary }, { messages }) {
    const unanswered = messages.slice(messages.findLastIndex(({ role }) => role === "model") + 1);
    const texts = unanswered.flatMap(({ parts }) => parts).map((part) => (part.type === "text" ? part.text : ""));
    const text = `You wrote: ${texts.join(" ")}`;
    return {
      model: primary,
      served: primary,
      parts: [{ type: "text", text }],
      finish: "stop",
      inputTokens: 10,
      outputTokens: 10,
    };
  },
};

let sandbox: Awaited<ReturnType<typeof startSandbox>>;
let dataDir: string;
let platform: Platform;
let plan: FaultPlan = () => undefined;
let stop: () => Promise<void>;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0 });
  dataDir = mkdtempSync(join(tmpdir(), "conversation-faults-"));
  const log = createLogger({ level: "silent" });
  const embedded = openEmbedded({ dataDir, secrets: (_scope, name) => secrets[name] });
  const impatient: Platform = {
    ...embedded,
    bus: { ...embedded.bus, subscribe: (each) => embedded.bus.subscribe({ ...each, retry }) },
    close: (graceMs) => embedded.close(graceMs),
  };
  // Beneath the sealing, which reads and writes the tenants' keys.
  platform = sealedPlatform(faultyPlatform(impatient, (call) => plan(call)));
  const environment = readEnvironment({ DATA_DIR: dataDir, TWILIO_BASE_URL: `${sandbox.url}/twilio` });
  const composition = compose({ engines, environment, platform, publicUrl: "http://127.0.0.1:9", log, models });
  const yaml = clinicYaml({ client: tenantId, whatsapp: "+15550100011", sms: "+15550100012" }, { burstWindowMs: 30 });
  const pushed = await composition.configs.push(tenantId, "main", yaml.replace("sms: 30", "sms: 0"), {
    by: "test",
    activate: true,
  });
  if (!pushed.ok) throw new Error(JSON.stringify(pushed.problems));
  const running = await runEngines(engines, composition);
  stop = async () => {
    running.stop();
    await platform.close(2_000);
  };
});

afterAll(async () => {
  await stop?.();
  await sandbox?.close();
  rmSync(dataDir, { recursive: true });
});

let customers = 0;

/**
 * A customer writes while the plan lasts. Each message is answered once, and the sent messages equal the recorded ones.
 */
async function converse(channel: "whatsapp" | "sms", texts: readonly string[], during: FaultPlan): Promise<void> {
  customers += 1;
  const customer = `+9198${String(customers).padStart(8, "0")}`;
  const conversationId = `${channel}-${customers}`;
  const messages = texts.map((text, index) => ({
    id: hash("sha256", `${customer} ${index}`),
    type: messageReceived.type,
    tenantId,
    key: conversationId,
    causationId: null,
    occurredAt: new Date().toISOString(),
    data: {
      conversationId,
      messageId: `SM${customers}-${index}`,
      channel,
      accountAddress: channel === "sms" ? "+15550100012" : "+15550100011",
      customerAddress: customer,
      customerName: null,
      text: `${text} ${index}.`,
      attachments: [],
      choiceId: null,
      thread: null,
      configName: null,
    },
  }));
  plan = during;
  for (const message of messages) await publishWithRetry(() => platform.bus.publish([message]));
  const state = async () => (await platform.documents.get(tenantId, conversations.collection, conversationId))?.data;
  await until("everything is answered and settled", async () => {
    const now = await state().catch(() => undefined);
    const heard = now?.state.recent.filter(({ role }) => role === "customer").length;
    return heard === texts.length && now?.state.burst === null && now.outbox.length === 0;
  });
  plan = () => undefined;
  const sent = await sentTo(channel === "sms" ? customer : `whatsapp:${customer}`);
  const recent = (await state())?.state.recent ?? [];
  const answers = recent.filter(({ role }) => role === "agent");
  expect(sent.map(({ body }) => body)).toEqual(answers.map(({ text }) => text));
  expect(answers.flatMap(({ delivery }) => delivery?.providerMessageIds)).toEqual(sent.map(({ sid }) => sid));
  const said = sent.map(({ body }) => body).join("\n");
  for (const { data } of messages) expect(said.split(data.text)).toHaveLength(2);
  expect((await platform.bus.deadLetters.list(tenantId, { limit: 10 })).items).toEqual([]);
}

/** Retries like a provider whose webhook was not acknowledged. */
async function publishWithRetry(publish: () => Promise<void>): Promise<void> {
  await until("the message is accepted", () =>
    publish().then(
      () => true,
      () => false,
    ),
  );
}

async function sentTo(address: string): Promise<readonly { readonly sid: string; readonly body: string }[]> {
  const response = await fetch(`${sandbox.url}/_sandbox/twilio/messages`);
  const all = (await response.json()) as { to: string; direction: string; sid: string; body: string }[];
  return all.filter(({ to, direction }) => to === address && direction === "outbound-api");
}

const faults: readonly Fault[] = [
  { status: "aborted", when: "before" },
  { status: "deadlineExceeded", when: "before" },
  { status: "deadlineExceeded", when: "after" },
  { status: "resourceExhausted", when: "before" },
  { status: "unavailable", when: "repeated" },
];

describe.each([
  ["an SMS, answered at once", "sms"],
  ["a WhatsApp message, answered when its burst ends", "whatsapp"],
] as const)("%s", (_name, channel) => {
  for (const fault of faults)
    test(`is answered once despite failing calls: ${fault.status}, ${fault.when}`, async () => {
      for (const call of ["get", "commit", "publish", "schedule"] as const)
        for (const skip of [0, 1, 2, 3]) await converse(channel, ["Hello"], inOrder([{ call, skip, ...fault }]));
    });

  test("is answered once, like each later message, despite a regional outage", async () => {
    for (const calls of [2, 9, 25]) await converse(channel, ["Hello", "Are you there", "Well"], outage(calls));
  });

  test("is answered once despite random faults", async () => {
    const fault = fc.record({
      call: fc.constantFrom<PortCall[]>("get", "query", "commit", "publish", "schedule"),
      skip: fc.nat({ max: 3 }),
      status: fc.constantFrom<Fault["status"][]>("aborted", "resourceExhausted", "deadlineExceeded", "unavailable"),
      when: fc.constantFrom<Fault["when"][]>("before", "after", "midway", "repeated"),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(fault, { maxLength: 12 }), fc.integer({ min: 1, max: 3 }), (befalling, count) =>
        converse(
          channel,
          Array.from({ length: count }, () => "Hello"),
          inOrder(befalling),
        ),
      ),
      { seed: 20_261_122, numRuns: 20 },
    );
  });
});
