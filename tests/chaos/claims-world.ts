import { inboundEvents } from "../../functions/endpoints/webhooks/publishing/publish.ts";
import { takeOptOutStep } from "../../functions/engines/conversation/features/opt-out/take-opt-out.ts";
import { stepDependencies } from "../../functions/engines/conversation/step-dependencies.ts";
import { dependenciesWith } from "../../functions/engines/conversation/testing/given.ts";
import { turnStep } from "../../functions/engines/conversation/turn/turn.ts";
import { collectStep } from "../../functions/engines/customers/rights/collect.ts";
import { eraseStep } from "../../functions/engines/customers/rights/erase.ts";
import { exportOf } from "../../functions/engines/customers/rights/export.ts";
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
import type { Platform } from "../../shared/platform/platform.ts";
import { TenantId } from "../../shared/platform/tenant.ts";
import { testIds } from "../../shared/platform/tenant-ids.fixture.ts";
import { createRunner } from "../../shared/runtime/runner.ts";
import type { AnyStep } from "../../shared/runtime/step.ts";
import { createLogger } from "../../shared/telemetry/log.ts";

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
type Deed =
  | { readonly type: "say"; readonly channel: ChannelType; readonly text: string }
  | { readonly type: "prove"; readonly channel: ChannelType; readonly kind: "phone" | "email" }
  | { readonly type: "export" | "erase"; readonly channel: ChannelType };

export interface Person {
  readonly word: string;
  readonly addresses: Readonly<Partial<Record<ChannelType, string>>>;
  readonly deeds: readonly Deed[];
}

/** Lives one person's deeds, one after the other, each at a time of its own. Returns what their exports held. */
export async function live(
  world: Platform,
  person: Person,
  {
    pause,
    prompts,
    personal,
  }: {
    readonly pause: () => Promise<void>;
    readonly prompts: string[];
    readonly personal: readonly PersonalCollection[];
  },
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
export async function storedOf(
  world: Platform,
  { addresses }: Person,
  personal: readonly PersonalCollection[],
): Promise<unknown> {
  const all = [];
  for (const [channel, address] of Object.entries(addresses) as [ChannelType, string][]) {
    const customerId = customerIdOf(testIds(tenantId), channel, address);
    const record = await readStoredCustomer(world.documents, tenantId, customerId, new Date(0));
    all.push(record.state, await exportOf(world, tenantId, { customerId, personal }));
  }
  // How long the machine took says nothing.
  return JSON.parse(JSON.stringify(all, (key, value: unknown) => (key.endsWith("Ms") ? undefined : value)));
}
