import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { personalCollections } from "../../functions/app/personal-collections.ts";
import { inboundEvents } from "../../functions/endpoints/webhooks/publish.ts";
import { takeOptOutStep } from "../../functions/engines/conversation/features/opt-out/take-opt-out.ts";
import { stepDependencies } from "../../functions/engines/conversation/features/step-dependencies.ts";
import { dependenciesWith } from "../../functions/engines/conversation/testing/given.ts";
import { turnStep } from "../../functions/engines/conversation/turn/turn.ts";
import { collectStep } from "../../functions/engines/customers/rights/collect.ts";
import { eraseStep } from "../../functions/engines/customers/rights/erase.ts";
import { exportOf } from "../../functions/engines/customers/rights/export.ts";
import { engines } from "../../functions/index.ts";
import { createAgent } from "../../shared/agent/graph.ts";
import { channelMessageKind } from "../../shared/channels/sending/channel-message.ts";
import { minimalConfig } from "../../shared/config/minimal-config.fixture.ts";
import { customerIdOf } from "../../shared/customers/identity.ts";
import type { PersonalCollection } from "../../shared/customers/personal.ts";
import { readStoredCustomer } from "../../shared/customers/store.ts";
import {
  type ChannelType,
  customerDataCollected,
  customerEraseDue,
  messageReceived,
  optOutReported,
} from "../../shared/events/index.ts";
import type { Models } from "../../shared/models/model.ts";
import type { BusDelivery, Envelope } from "../../shared/platform/bus.ts";
import type { Documents } from "../../shared/platform/documents.ts";
import { openEmbedded } from "../../shared/platform/embedded/platform.ts";
import type { Platform } from "../../shared/platform/platform.ts";
import { TenantId } from "../../shared/platform/tenant.ts";
import { testIds, withTestIds } from "../../shared/platform/tenant-ids.fixture.ts";
import { createRunner } from "../../shared/runtime/runner.ts";
import type { AnyStep } from "../../shared/runtime/step.ts";
import { createLogger } from "../../shared/telemetry/log.ts";

/**
 * Mallory says that Asha's addresses are hers, while both chat, say STOP, are exported and erased. Whatever the order of
 * their reads and writes: what is stored of Asha is what is stored of her in a world without Mallory.
 */

const tenantId = TenantId.parse("client_1");
const account = "+15550100012";
const config = minimalConfig(`  channels:
    input:
      - { type: whatsapp, config: { phone_number: "${account}" } }
      - { type: email, config: { address: "care@clinic.example" } }
      - { type: web_chat }
  integrations:
    available:
      - { name: twilio_whatsapp, type: messaging, config: { account_sid: "\${SID}", auth_token: "\${TOKEN}", phone_number: "${account}" } }
  data_collection: { detect: [phone, email, name], country: IN }
  conversation: { burst_window_ms: 0 }
`);
const log = createLogger({ level: "silent" });
let personal: readonly PersonalCollection[];
beforeAll(async () => {
  personal = await personalCollections(engines);
});

let folder: string;
/** With Mallory, and without. */
let worlds: readonly [Platform, Platform];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "claims-interleavings-"));
  worlds = [
    withTestIds(openEmbedded({ dataDir: join(folder, "with") })),
    withTestIds(openEmbedded({ dataDir: join(folder, "without") })),
  ];
});

afterAll(async () => {
  for (const world of worlds) await world.close(1_000);
  rmSync(folder, { recursive: true });
});

type Deed =
  | { readonly type: "say"; readonly channel: ChannelType; readonly text: string }
  | { readonly type: "prove"; readonly channel: ChannelType; readonly kind: "phone" | "email" }
  | { readonly type: "export" | "erase"; readonly channel: ChannelType };

interface Person {
  readonly word: string;
  readonly addresses: Readonly<Partial<Record<ChannelType, string>>>;
  readonly deeds: readonly Deed[];
}

/** Lives one person's deeds, one after the other, each at a time of its own. Returns what their exports held. */
async function live(
  world: Platform,
  person: Person,
  { pause, prompts }: { readonly pause: () => Promise<void>; readonly prompts: string[] },
): Promise<readonly string[]> {
  const exports: string[] = [];
  let clockMs = Date.parse("2026-11-22T10:00:00.000Z");
  const now = () => new Date(clockMs);
  const documents: Documents = {
    ...world.documents,
    close: async () => undefined,
    async get(...call) {
      await pause();
      return world.documents.get(...call);
    },
    async query(...call) {
      await pause();
      return world.documents.query(...call);
    },
    async commit(...call) {
      await pause();
      return world.documents.commit(...call);
    },
  };
  const published: Envelope[] = [];
  const bus = { ...world.bus, publish: async (envelopes: readonly Envelope[]) => void published.push(...envelopes) };
  const platform: Platform = { ...world, documents, bus, close: async () => undefined };
  const senders = {
    [channelMessageKind]: async ({ id, payload }: { readonly id: string; readonly payload: unknown }) => ({
      messageId: (payload as { messageId: string }).messageId,
      status: "sent",
      providerMessageId: id,
      errorCode: null,
    }),
  };
  const runner = createRunner({ platform, senders, log, now });
  const activeConfig = async () => ({ name: "main", version: 1 });
  const models: Models = {
    async generate({ primary }, request) {
      prompts.push(JSON.stringify([request.system, request.messages]));
      const parts = [{ type: "text", text: "We are here for you." }] as const;
      return { model: primary, served: primary, parts: [...parts], finish: "stop", inputTokens: 1, outputTokens: 1 };
    },
  };
  const given = {
    ...dependenciesWith(config),
    platform,
    agent: createAgent(),
    models,
    activeConfig,
  };
  const steps: Readonly<Record<string, unknown>> = {
    [messageReceived.type]: turnStep(given),
    [optOutReported.type]: takeOptOutStep(stepDependencies(given)),
    [customerDataCollected.type]: collectStep({ platform }),
    [customerEraseDue.type]: eraseStep({ platform, personal: async () => personal }),
  };

  async function deliver(envelope: Envelope): Promise<void> {
    const step = steps[envelope.type];
    if (!step) return;
    for (let attempt = 1; attempt < 30; attempt += 1) {
      const outcome = await runner.handle(step as AnyStep, { envelope, attempt } as BusDelivery);
      if (outcome.type === "done") return;
      if (outcome.type === "dead") throw new Error(outcome.cause);
    }
    throw new Error("It was tried thirty times in vain.");
  }
  const event = (id: string, type: string, data: unknown): Envelope => ({
    id,
    type,
    tenantId,
    key: person.word,
    causationId: null,
    occurredAt: now().toISOString(),
    data,
  });

  for (const [index, deed] of person.deeds.entries()) {
    clockMs += 60_000;
    const { channel } = deed;
    const address = person.addresses[channel];
    if (address === undefined) throw new Error(`${person.word} has no ${channel}.`);
    const customerId = customerIdOf(testIds(tenantId), channel, address);
    const id = `${address}-${index}`;
    if (deed.type === "export")
      exports.push(JSON.stringify(await exportOf(platform, tenantId, { customerId, personal })));
    else if (deed.type === "erase")
      published.push(event(id, customerEraseDue.type, { customerId, requestedBy: "test", round: 1 }));
    else if (deed.type === "prove") {
      const value = person.addresses[deed.kind === "phone" ? "whatsapp" : "email"] ?? "";
      const proven = [{ kind: deed.kind, value }];
      const told = { personId: "", conversationId: "c", channel, address, identities: proven, proven };
      const at = now().toISOString();
      published.push(event(id, customerDataCollected.type, { ...told, movedTo: null, fields: {}, consents: [], at }));
    } else if (deed.type === "say") {
      const said = { text: deed.text, attachments: [], choiceId: null, thread: null, configName: null };
      const from = {
        provider: "p",
        channel,
        accountAddress: account,
        customerAddress: address,
        ids: testIds(tenantId),
        at: now(),
      };
      published.push(...inboundEvents({ ...from, ...said, customerName: null, providerMessageId: id }));
    }
    for (let next = published.shift(); next; next = published.shift()) await deliver(next);
  }
  return exports;
}

/** What is stored of the person, whichever record it is in. */
async function storedOf(world: Platform, { addresses }: Person): Promise<unknown> {
  const all = [];
  for (const [channel, address] of Object.entries(addresses) as [ChannelType, string][]) {
    const customerId = customerIdOf(testIds(tenantId), channel, address);
    const record = await readStoredCustomer(world.documents, tenantId, customerId, new Date(0));
    all.push(record.state, await exportOf(world, tenantId, { customerId, personal }));
  }
  // How long the machine took says nothing.
  return JSON.parse(JSON.stringify(all, (key, value: unknown) => (key.endsWith("Ms") ? undefined : value)));
}

let people = 0;
const victimDeed = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant("say" as const),
      channel: fc.constantFrom("whatsapp" as const, "email" as const, "web_chat" as const),
      text: fc.constantFrom("My name is Asha Orchid", "An orchid, please", "STOP", "START"),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant("prove" as const),
      channel: fc.constantFrom("web_chat" as const, "email" as const),
      kind: fc.constant("phone" as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constantFrom("export" as const, "erase" as const),
      channel: fc.constantFrom("whatsapp" as const, "email" as const),
    }),
  },
);
/** `{phone}` and `{email}` are Asha's. */
const attackerDeed = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant("say" as const),
      channel: fc.constantFrom("whatsapp" as const, "web_chat" as const, "email" as const),
      text: fc.constantFrom(
        "A zebra: my number is {phone}",
        "A zebra: my email is {email}",
        "My name is Zebra Mallory, {phone} and {email} are mine",
        "STOP",
        "START",
        "What does a zebra know of me?",
      ),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constantFrom("export" as const, "erase" as const),
      channel: fc.constantFrom("whatsapp" as const, "web_chat" as const, "email" as const),
    }),
  },
);

test("nothing of a customer is read or changed by whoever names their addresses", async () => {
  let claims = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(victimDeed, { minLength: 1, maxLength: 6 }),
      fc.array(attackerDeed, { minLength: 1, maxLength: 6 }),
      fc.scheduler(),
      async (victimDeeds, attackerDeeds, scheduler) => {
        people += 1;
        const number = String(10_000_000 + people);
        const phone = `+9198${number}`;
        const email = `orchid${people}@asha.example`;
        const asha: Person = {
          word: "orchid",
          deeds: victimDeeds,
          addresses: { whatsapp: phone, email, web_chat: `asha-${people}` },
        };
        const mallory: Person = {
          word: "zebra",
          addresses: { whatsapp: `+9199${number}`, email: `m${people}@mallory.example`, web_chat: `mallory-${people}` },
          deeds: attackerDeeds.map((deed) =>
            deed.type === "say"
              ? { ...deed, text: deed.text.replace("{phone}", phone).replace("{email}", email) }
              : deed,
          ),
        };
        claims += mallory.deeds.filter(
          (deed) => deed.type === "say" && /mine|my (number|email)/.test(deed.text),
        ).length;
        const prompts: string[] = [];
        const pause = () => scheduler.schedule(Promise.resolve());
        const [, learnt] = await scheduler.waitFor(
          Promise.all([live(worlds[0], asha, { pause, prompts }), live(worlds[0], mallory, { pause, prompts })]),
        );
        await live(worlds[1], asha, { pause: async () => undefined, prompts: [] });
        expect(await storedOf(worlds[0], asha)).toEqual(await storedOf(worlds[1], asha));
        // Mallory's words hold Asha's addresses, and nothing that only Asha said.
        expect(learnt.filter((held) => /Asha Orchid|An orchid/.test(held))).toEqual([]);
        expect(prompts.filter((shown) => /zebra/i.test(shown) && /Asha Orchid|An orchid/.test(shown))).toEqual([]);
      },
    ),
    { seed: 20_261_128, numRuns: 60 },
  );
  expect(claims).toBeGreaterThan(50);
});
