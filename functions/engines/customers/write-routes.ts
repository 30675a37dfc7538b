import { randomUUID } from "node:crypto";
import { z } from "zod";
import { addConsent } from "../../../shared/customers/consents.ts";
import { type Customer, withOptOut, withoutOptOut } from "../../../shared/customers/customer.ts";
import { type CustomerSnapshot, writeCustomer } from "../../../shared/customers/store.ts";
import { channelNames } from "../../../shared/events/channel-names.ts";
import { ChannelType, consentChanged, optOutChanged, optOutReported } from "../../../shared/events/index.ts";
import { Problem } from "../../../shared/http/problem.ts";
import { route } from "../../../shared/http/route.ts";
import type { Envelope } from "../../../shared/platform/bus.ts";
import type { Platform } from "../../../shared/platform/platform.ts";
import { envelopeOf } from "../../../shared/runtime/envelope.ts";
import { type NewEvent, newEvent } from "../../../shared/runtime/step.ts";
import { jsonBytes } from "../../../shared/schema/byte-budget.ts";
import { auditWrite } from "../../../shared/security/audit.ts";
import type { Caller } from "../../../shared/security/tokens/identity.ts";
import { requireCustomer } from "./require-customer.ts";
import { retryContended } from "./retry-contended.ts";
import { conversationsOf } from "./rights/person-keys.ts";
import { CustomerView, customerView } from "./views.ts";

const ById = z.object({ id: z.string().min(1).max(64) });

const Changes = z
  .object({
    name: z.string().min(1).max(200).optional(),
    fields: z
      .record(z.string().min(1).max(100), z.string().min(1).max(2_000).nullable())
      .optional()
      .describe("Values by field. Null removes a field."),
    opt_outs: z.partialRecord(ChannelType, z.boolean()).optional().describe("By channel: true opts the customer out."),
  })
  .refine((changes) => Object.keys(changes).length > 0, "must contain at least one change");

const ConsentGiven = z.object({
  purpose: z.enum(["marketing", "data_collection", "recording"]),
  channel: ChannelType,
  granted: z.boolean(),
  wording: z.string().min(1).max(2_000).describe("The exact wording that the customer agreed to or refused."),
});

/** Bytes of a record's fields. A merge keeps two whole records in one document until it can no longer be undone. */
const fieldsBytes = 100_000;

interface WriteDependencies {
  readonly platform: Pick<Platform, "documents" | "bus">;
  readonly now: () => Date;
}

export function customerWriteRoutes(dependencies: WriteDependencies) {
  const writes = { tag: "Customers", permission: "customers:write" as const, params: ById, reply: CustomerView };
  return [
    route({
      ...writes,
      method: "PATCH",
      path: "/v1/customers/:id",
      operationId: "changeCustomer",
      summary: "Correct a customer's fields, or record that they opted out or in; works for everyone who ever wrote",
      description: "Only what is sent changes. The change is recorded in the audit log.",
      problems: { 404: ["customer-not-found"], 409: ["customer-contended"] },
      example: { name: "Ravi Kumar", fields: { city: "Pune", old_plan: null }, opt_outs: { sms: true } },
      body: Changes,
      async handle({ identity, params, body }) {
        const before = await reportOptOuts(dependencies, identity, { id: params.id, changes: body });
        const changed = await change(dependencies, {
          identity,
          id: params.id,
          what: Object.keys(body),
          apply: (customer, at) => applyChanges(customer, body, at),
          notices: (after) => (before === undefined ? [] : optOutNotices(before, after, identity.subject)),
        });
        return { status: 200, body: customerView(changed) };
      },
    }),
    route({
      ...writes,
      method: "POST",
      path: "/v1/customers/:id/consents",
      operationId: "recordConsent",
      summary: "Record a consent given or withdrawn, with its wording",
      description: "The consent is kept with its wording and time. Withdrawing is recorded in the same way.",
      problems: { 404: ["customer-not-found"], 409: ["customer-contended"] },
      example: { purpose: "marketing", channel: "whatsapp", granted: true, wording: "Send me offers on WhatsApp." },
      status: 201,
      body: ConsentGiven,
      async handle({ identity, params, body }) {
        const what = ["consent", body.purpose];
        const changed = await change(dependencies, {
          identity,
          id: params.id,
          what,
          apply: (customer, at) => ({
            ...customer,
            consents: addConsent(customer.consents, { ...body, at }),
            updatedAt: at,
          }),
          notices: ({ id: customerId, updatedAt: at }) => [
            newEvent(consentChanged, customerId, { customerId, conversationId: null, ...body, at }),
          ],
        });
        return { status: 201, body: customerView(changed) };
      },
    }),
  ];
}

/** A correction by the tenant's staff counts as vouched for. */
function applyChanges(customer: Customer, changes: z.infer<typeof Changes>, at: string): Customer {
  const given: Readonly<Record<string, string | null>> = {
    ...changes.fields,
    ...(changes.name === undefined ? {} : { name: changes.name }),
  };
  const remaining = Object.entries(customer.fields).filter(([id]) => given[id] !== null);
  const set = Object.entries(given).flatMap(([id, value]) =>
    value === null ? [] : [[id, { value, messageId: null, confirmed: true, vouched: true, at }] as const],
  );
  const fields = { ...Object.fromEntries(remaining), ...Object.fromEntries(set) };
  let next: Customer = { ...customer, name: fields.name?.value ?? customer.name, fields, updatedAt: at };
  for (const [channel, out] of Object.entries(changes.opt_outs ?? {}) as [ChannelType, boolean][])
    next = out ? withOptOut(next, channel, next.optOuts[channel] ?? at) : withoutOptOut(next, channel, at);
  return { ...next, updatedAt: at };
}

/**
 * Tells the person's conversations, so that an opt-out silences answers on SMS too. It is published before the record is
 * written: a crash between the two leaves an opt-out that nobody heard about, never the contrary. Returns the record as it
 * was before; undefined when nothing is reported.
 */
async function reportOptOuts(
  { platform: { documents, bus }, now }: WriteDependencies,
  { tenantId, subject }: Caller,
  { id, changes: { opt_outs: optOuts } }: { readonly id: string; readonly changes: z.infer<typeof Changes> },
): Promise<Customer | undefined> {
  if (optOuts === undefined) return undefined;
  const at = now();
  const known = await requireCustomer(documents, tenantId, id, now());
  const ids = [...new Set([id, known.state.id, ...known.state.mergedFrom])];
  const envelopes: Envelope[] = [];
  for await (const { id: conversationId, channel } of conversationsOf(documents, tenantId, ids)) {
    const out = optOuts[channel];
    if (out === undefined) continue;
    const data = { conversationId, channel, wording: `Recorded by ${subject}`, message: null, ended: !out };
    envelopes.push(envelopeOf(optOutReported, { id: randomUUID(), tenantId, key: conversationId, at, data }));
  }
  if (envelopes.length > 0) await bus.publish(envelopes);
  return known.state;
}

/** The channels that this change opts the customer out of, or in to. */
function optOutNotices(before: Customer, after: Customer, by: string): readonly NewEvent[] {
  return channelNames.flatMap((channel) => {
    const optedOut = after.optOuts[channel] !== undefined;
    if (optedOut === (before.optOuts[channel] !== undefined)) return [];
    const wording = `Recorded by ${by}`;
    const data = { customerId: after.id, conversationId: null, channel, optedOut, wording };
    return [newEvent(optOutChanged, after.id, data)];
  });
}

/**
 * Changes a record, and tells of it before the request is answered: a caller who got no answer sends the change again.
 */
async function change(
  { platform: { documents, bus }, now }: WriteDependencies,
  request: {
    readonly identity: Caller;
    readonly id: string;
    readonly what: readonly string[];
    apply(customer: Customer, at: string): Customer;
    notices(after: Customer): readonly NewEvent[];
  },
): Promise<Customer> {
  const { tenantId, subject } = request.identity;
  return retryContended(async () => {
    const at = now().toISOString();
    const known: CustomerSnapshot = await requireCustomer(documents, tenantId, request.id, now());
    const next = request.apply(known.state, at);
    refuseMoreFieldsThanFit(known.state, next);
    const entry = { id: randomUUID(), at, actor: subject, target: next.id, detail: { what: request.what.join(" ") } };
    await documents.commit(tenantId, [
      ...writeCustomer(known, next),
      auditWrite({ ...entry, action: "customer-changed" }),
    ]);
    const told = request.notices(next);
    const envelope = { tenantId, causationId: null, occurredAt: at };
    if (told.length > 0) await bus.publish(told.map((each) => ({ id: randomUUID(), ...envelope, ...each })));
    return next;
  });
}

/** Only fields that grow are refused: an opt-out is recorded whatever else the record holds. */
function refuseMoreFieldsThanFit(before: Customer, after: Customer): void {
  const bytes = jsonBytes(after.fields);
  if (bytes <= fieldsBytes || bytes <= jsonBytes(before.fields)) return;
  throw new Problem(
    422,
    "customer-too-large",
    `The fields would take more than ${fieldsBytes} bytes. Remove those that are not needed.`,
  );
}
