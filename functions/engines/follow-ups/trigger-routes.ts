import { z } from "zod";
import { readPhoneNumber } from "../../../shared/channels/addresses/read-phone-number.ts";
import { accountAddressOf, channelFor, conversationIdOf } from "../../../shared/channels/addresses/recipient.ts";
import type { TenantConfig } from "../../../shared/config/index.ts";
import { type ConfigSource, currentConfig } from "../../../shared/config/versions/current-config.ts";
import { type Appointment, instantOf } from "../../../shared/contracts/bookings/appointment.ts";
import { conversationSummaries } from "../../../shared/contracts/conversation/conversation-summary.ts";
import { type ChannelType, followUpRequested, type Recipient } from "../../../shared/events/index.ts";
import { Problem } from "../../../shared/http/problem.ts";
import { type Route, route } from "../../../shared/http/route.ts";
import type { Bus } from "../../../shared/platform/bus.ts";
import type { Documents } from "../../../shared/platform/documents.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { envelopeFrom } from "../../../shared/runtime/envelope.ts";
import { deriveId } from "../../../shared/runtime/ids.ts";
import { requireOwnClient } from "../../../shared/security/tokens/own-client.ts";
import { followUpsOf } from "./trigger.ts";

const Body = z.object({
  client_id: z.string().min(1),
  condition: z.string().regex(/^[A-Za-z_]\w{0,99}$/, "must be a signal name such as test_results_ready"),
  customer: z
    .object({
      phone: z.string().max(40).optional().describe("International number such as +919812345678."),
      email: z.email().optional(),
      conversation_id: z.string().max(64).optional(),
      name: z.string().max(200).optional(),
    })
    .refine(
      (given) => given.phone ?? given.email ?? given.conversation_id,
      "must have a phone, an email or a conversation_id",
    ),
  facts: z
    .record(z.string().regex(/^[A-Za-z_]\w{0,63}$/), z.union([z.string().max(2_000), z.number(), z.boolean()]))
    .refine((facts) => Object.keys(facts).length <= 50, "must have at most 50 entries")
    .default({})
    .describe("Values for conditions and messages. For an appointment: `at` and `appointment_id`."),
  occurred_at: z.iso.datetime({ offset: true }).optional(),
  id: z.string().min(1).max(200).optional().describe("Your id of the event. A repeated id is processed once."),
});

const Reply = z
  .object({
    trigger_id: z.string(),
    follow_ups: z.array(z.object({ id: z.string(), condition: z.string(), channel: z.string(), due_at: z.string() })),
  })
  .meta({ id: "TriggerReceipt" });

export interface TriggerDependencies extends ConfigSource {
  readonly platform: { readonly documents: Documents; readonly bus: Bus };
  readonly now: () => Date;
}

/** The endpoint where a tenant's own systems report events about a customer. */
export function triggerRoutes(dependencies: TriggerDependencies): Route[] {
  const { platform, now } = dependencies;
  return [
    route({
      method: "POST",
      path: "/v1/triggers",
      operationId: "reportTrigger",
      summary: "Report an event about a customer; it triggers outbound_retargeting and reminders",
      description:
        "Call it when something happens in your own systems, such as a finished test. The configuration says what is sent then. An event with your `id` is processed once.",
      problems: { 404: ["client-not-found", "config-not-found", "conversation-not-found"], 422: ["phone-invalid"] },
      example: {
        client_id: "client_123",
        condition: "test_results_ready",
        customer: { phone: "+919812345678", name: "Ravi" },
        facts: { test: "thyroid profile" },
        id: "lab-2026-4711",
      },
      tag: "Follow-ups",
      permission: "triggers:write",
      status: 202,
      body: Body,
      reply: Reply,
      async handle({ identity, body, idempotencyKey }) {
        requireOwnClient(identity, body.client_id);
        const { tenantId } = identity;
        const { name: configName, config } = await currentConfig(dependencies, tenantId, null);
        const at = now();
        const recipient = await recipientOf(platform.documents, tenantId, config, body.customer);
        const occurredAt = body.occurred_at ? new Date(body.occurred_at) : at;
        const ids = await platform.documents.ids(tenantId);
        const cause = body.id ?? idempotencyKey ?? `${body.condition} ${recipient.address} ${occurredAt.toISOString()}`;
        const trigger = {
          id: deriveId("trigger", tenantId, cause),
          condition: body.condition,
          facts: body.facts,
          occurredAt,
          appointment: appointmentIn(body, config.timezone, recipient.address),
        };
        const conversationId = conversationIdOf(ids, recipient.channel, recipient.address);
        const where = { tenantId, config, configName, recipient, conversationId };
        const events = followUpsOf(trigger, where, at);
        const envelopes = events.map((event, index) => {
          const about = body.facts.at === undefined ? "" : String(body.facts.at);
          return envelopeFrom(event, { id: deriveId(trigger.id, "event", String(index), about), tenantId, at });
        });
        if (envelopes.length > 0) await platform.bus.publish(envelopes);
        const planned = events.flatMap((event) => {
          const request =
            event.type === followUpRequested.type ? followUpRequested.schema.parse(event.data) : undefined;
          return request
            ? [
                {
                  id: request.followUpId,
                  condition: request.condition,
                  channel: request.channel,
                  due_at: request.dueAt,
                },
              ]
            : [];
        });
        return { status: 202, body: { trigger_id: trigger.id, follow_ups: planned } };
      },
    }),
  ];
}

/** @throws Problem 422 when `facts.at` of an appointment is not a valid time. */
function appointmentIn(body: z.infer<typeof Body>, timeZone: string, address: string): Appointment | undefined {
  if (!body.condition.startsWith("appointment_")) return undefined;
  const ref = String(body.facts.appointment_id ?? deriveId("appointment", address));
  if (body.condition === "appointment_cancelled") return { ref, at: "" };
  const at = typeof body.facts.at === "string" ? instantOf(body.facts.at, timeZone) : undefined;
  if (at === undefined)
    throw new Problem(
      422,
      "body-invalid",
      "An appointment needs `facts.at`, an ISO time such as 2026-12-01T09:30:00.",
      {
        errors: [
          { pointer: "/facts/at", detail: "must be an ISO time; without an offset, the tenant's time zone applies" },
        ],
      },
    );
  return { ref, at };
}

type CustomerReference = Omit<z.infer<typeof Body>["customer"], "name"> & { readonly name?: string | null | undefined };

/** @throws Problem 422 `phone-invalid`, 404 `conversation-not-found`. */
async function recipientOf(
  documents: Documents,
  tenantId: TenantId,
  config: TenantConfig,
  { phone, email, conversation_id: conversationId, name = null }: CustomerReference,
): Promise<Recipient> {
  const at = (channel: ChannelType, address: string): Recipient => ({
    channel,
    address,
    accountAddress: accountAddressOf(config, channel),
    name,
  });
  if (conversationId !== undefined) {
    const stored = await documents.get(tenantId, conversationSummaries, conversationId);
    if (!stored) throw new Problem(404, "conversation-not-found", `There is no conversation "${conversationId}".`);
    const { channel, accountAddress, customer } = stored.data.state;
    return { channel, accountAddress, address: customer.address, name: name ?? customer.name };
  }
  if (phone !== undefined) {
    const parsed = readPhoneNumber(phone);
    if (!parsed)
      throw new Problem(422, "phone-invalid", "customer.phone is not a valid phone number. Write it as +919812345678.");
    return at(channelFor(config, "phone"), parsed.number);
  }
  return at(channelFor(config, "email"), (email ?? "").toLowerCase());
}
