import { deliveryReported } from "../../../../shared/events/index.ts";
import { Problem } from "../../../../shared/http/problem.ts";
import type { Envelope } from "../../../../shared/platform/bus.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import type { TenantIds } from "../../../../shared/platform/tenant-ids.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import type { Logger } from "../../../../shared/telemetry/log.ts";
import { bodyText, parseJsonBody } from "../../http/body.ts";
import { equalInConstantTime, hmacSha256 } from "../constant-time.ts";
import { readEach } from "../lenient.ts";
import {
  deletedEvent,
  envelopeOf,
  inboundEvents,
  type Publishing,
  publishAll,
  unroutableEvent,
} from "../publishing/publish.ts";
import { type Acknowledgement, signatureProblem, type Webhook, type WebhookDelivery } from "../webhook-endpoint.ts";
import type { MetaAccount, MetaAccounts, MetaChannel } from "./accounts.ts";
import { withNamedItems } from "./content/order.ts";
import { echoEvents } from "./echoes.ts";
import type { InstagramEvent } from "./instagram-event.ts";
import { deletionsOf, messagesOf, readInstagramEvents } from "./messages.ts";
import { MetaEntry, MetaPayload, unknownAccount, WhatsappChange, type WhatsappValue } from "./payload.ts";
import { numberChanges, preferenceEvents } from "./preferences.ts";
import { readWhatsAppStatus } from "./whatsapp.ts";
import { addressOf } from "./whatsapp-senders.ts";

export interface MetaWebhookDependencies extends Publishing {
  readonly documents: Pick<Documents, "ids">;
  readonly accounts: MetaAccounts;
}

const acknowledged: Acknowledgement = { contentType: "text/plain; charset=utf-8", body: "EVENT_RECEIVED" };

/** Meta posts at most 3 MB (Meta docs, "Webhooks for WhatsApp"). */
const maxBodyBytes = 3 * 1024 * 1024;

/**
 * The single webhook for WhatsApp and Instagram of all tenants. A tenant with its own Meta app registers it with
 * `?client_id=…`. The parameter only selects whose verify token and app secret are accepted.
 */
export function metaWebhookEndpoint(deps: MetaWebhookDependencies): Webhook {
  return {
    path: "/webhooks/meta",
    mediaType: "application/json",
    maxBodyBytes,
    receive: (delivery, log) => receive(deps, delivery, log),
    prove: (query, log) => prove(deps.accounts, query, log),
  };
}

/** Meta docs, "Webhooks: verification requests". @throws Problem 403 `verify-token-invalid`. */
async function prove(accounts: MetaAccounts, query: URLSearchParams, log: Logger): Promise<Acknowledgement> {
  const token = query.get("hub.verify_token") ?? "";
  const tokens = await accounts.verifyTokens(query.get("client_id") ?? undefined);
  const proved = tokens.some((known) => equalInConstantTime(known, token));
  if (query.get("hub.mode") !== "subscribe" || !proved)
    throw new Problem(403, "verify-token-invalid", "hub.verify_token does not match the configured token.");
  log.info({}, "Meta verified the webhook's URL");
  // Meta sends a number. Anything else would let a caller inject content into the response.
  const challenge = query.get("hub.challenge") ?? "";
  if (!/^[\w-]{1,128}$/.test(challenge)) throw new Problem(400, "challenge-invalid", "hub.challenge is missing.");
  return { contentType: "text/plain; charset=utf-8", body: challenge };
}

/** The entries of one account. */
interface Part {
  readonly channel: MetaChannel;
  readonly accountId: string;
  readonly whatsapp: readonly WhatsappValue[];
  readonly instagram: readonly InstagramEvent[];
  /** Entries that say nothing readable about a message and its sender. */
  readonly strays: readonly unknown[];
  /** The webhook's field, where the product does not read it. */
  readonly ignored?: string;
}

/** The contacts and the old chats of a number that its owner also uses in the WhatsApp Business app. */
const ignoredFields: ReadonlySet<string> = new Set(["history", "smb_app_state_sync"]);

async function receive(
  deps: MetaWebhookDependencies,
  delivery: WebhookDelivery,
  log: Logger,
): Promise<Acknowledgement> {
  const { header, query, rawBody } = delivery;
  const signature = header("x-hub-signature-256") ?? "";
  if (!/^sha256=[0-9a-f]{64}$/.test(signature)) throw signatureProblem("X-Hub-Signature-256 is missing or malformed.");
  const isSignedWith = signatureCheck(signature, rawBody);
  const parts = partsOf(parsePayload(rawBody));
  const claimed = await Promise.all(
    parts.map(async (part) => {
      const account = await deps.accounts.byId(part.channel, part.accountId);
      // What names no account, such as news about the app, may come from a tenant's own app.
      const client = part.accountId === unknownAccount ? (query.get("client_id") ?? undefined) : undefined;
      const secrets = account?.appSecrets ?? (await deps.accounts.appSecrets(client));
      const ids = account && (await deps.documents.ids(account.tenantId));
      return { part, account, ids, verified: secrets.some(isSignedWith) };
    }),
  );
  const ours = parts.length > 0 ? [] : await deps.accounts.appSecrets(query.get("client_id") ?? undefined);
  if (!claimed.some(({ verified }) => verified) && !ours.some(isSignedWith))
    throw signatureProblem("X-Hub-Signature-256 does not match the body. Check the app's secret.");
  for (const { part, verified } of claimed)
    if (!verified) log.warn({ account: part.accountId }, "Ignored an entry that its account's secret did not sign");
  for (const { part, verified } of claimed)
    if (verified && part.ignored !== undefined)
      log.info(
        { account: part.accountId, field: part.ignored },
        "Ignored a webhook field that the product does not read",
      );
  const now = deps.now();
  const envelopes = claimed
    .filter(({ verified }) => verified)
    .flatMap(({ part, account, ids }) =>
      account && ids ? eventsOf(part, { ...account, ids }, now) : unroutableEvents(part, now),
    );
  await publishAll(deps, envelopes, log);
  return acknowledged;
}

function signatureCheck(signature: string, rawBody: Buffer): (secret: string) => boolean {
  return (secret) => equalInConstantTime(`sha256=${hmacSha256(secret, rawBody, "hex")}`, signature);
}

/** @throws Problem 400 `body-not-json`, 400 `body-invalid`. */
function parsePayload(rawBody: Buffer): MetaPayload {
  const payload = MetaPayload.safeParse(parseJsonBody(rawBody));
  if (payload.success) return payload.data;
  throw new Problem(
    400,
    "body-invalid",
    `The body is not a valid Meta payload (${bodyText(rawBody).length} characters).`,
  );
}

function partsOf({ object, entry }: MetaPayload): readonly Part[] {
  // Only Instagram's entries have `messaging`, which tells where `object` does not.
  const isInstagram = (messaging: unknown) =>
    object === "instagram" || (object !== "whatsapp_business_account" && messaging !== undefined);
  const { read, odd } = readEach(MetaEntry, entry);
  const parts = read.flatMap(({ id, changes, messaging }): readonly Part[] =>
    isInstagram(messaging)
      ? [{ channel: "instagram", accountId: id, whatsapp: [], ...readInstagramEvents(messaging) }]
      : whatsappParts(changes),
  );
  return [...parts, ...oddParts(isInstagram(undefined) ? "instagram" : "whatsapp", odd)];
}

function whatsappParts(changes: unknown): readonly Part[] {
  const { read, odd } = readEach(WhatsappChange, changes);
  const parts = read.map(({ field, value }) => ({
    channel: "whatsapp" as const,
    accountId: value.metadata.phone_number_id,
    whatsapp: ignoredFields.has(field) ? [] : [value],
    instagram: [],
    strays: ignoredFields.has(field) ? [] : value.strays,
    ...(ignoredFields.has(field) ? { ignored: field } : {}),
  }));
  return [...parts, ...oddParts("whatsapp", odd)];
}

/** What does not say its account either. */
function oddParts(channel: MetaChannel, strays: readonly unknown[]): readonly Part[] {
  return strays.length === 0 ? [] : [{ channel, accountId: unknownAccount, whatsapp: [], instagram: [], strays }];
}

function eventsOf(part: Part, account: MetaAccount & { readonly ids: TenantIds }, now: Date): readonly Envelope[] {
  const { tenantId, ids, configName, address: accountAddress } = account;
  const from = { provider: "meta", ids, channel: part.channel };
  const common = { ...from, accountAddress, configName, thread: null };
  const messages = messagesOf(part).flatMap(({ id, at, ...message }) =>
    inboundEvents({
      ...common,
      ...withNamedItems(message, account.catalogue),
      providerMessageId: id,
      at: sentAt(at, now),
    }),
  );
  const deleted = deletionsOf(part).map(({ id: providerMessageId, customerAddress }) =>
    deletedEvent({ ...from, providerMessageId, customerAddress, at: now }),
  );
  const echoes = echoEvents(part, account, (claimedMs) => sentAt(claimedMs, now));
  const changes = part.whatsapp.flatMap((value) => [
    ...reportsOf(value, tenantId, now),
    ...preferenceEvents(ourStatuses(value, tenantId), ids, now),
    ...numberChanges(value.messages, account, now),
  ]);
  return [...messages, ...deleted, ...strayEvents(part, now), ...echoes, ...changes];
}

function unroutableEvents(part: Part, at: Date): readonly Envelope[] {
  const { channel, accountId: accountAddress } = part;
  const messages = [...messagesOf(part), ...deletionsOf(part)].map(({ id: providerMessageId }) =>
    unroutableEvent({ provider: "meta", channel, accountAddress, providerMessageId, at }),
  );
  return [...messages, ...strayEvents(part, at)];
}

/** What says neither what it is nor who wrote it: nobody can be answered, and a trace remains. */
function strayEvents(part: Part, at: Date): readonly Envelope[] {
  const { channel, accountId: accountAddress, strays, whatsapp } = part;
  const about = { provider: "meta", channel, accountAddress, at };
  const nameless = whatsapp.flatMap(({ messages, message_echoes: echoes = [] }) => [
    ...messages.filter((message) => addressOf(message) === undefined),
    ...echoes.filter(({ to, to_user_id: userId }) => to === "" && userId === undefined),
  ]);
  return [
    ...strays.map((stray) => deriveId("meta-stray", JSON.stringify(stray) ?? "")),
    ...nameless.map(({ id }) => id),
  ].map((providerMessageId) => unroutableEvent({ ...about, providerMessageId, reason: "sender-unknown" }));
}

/** Meta's times are whole seconds. They are used only for delayed messages, because the 24-hour window starts then. */
const delayedMs = 60_000;

function sentAt(claimedMs: number, now: Date): Date {
  const late = now.getTime() - claimedMs;
  return claimedMs > 0 && late > delayedMs ? new Date(claimedMs) : now;
}

/** Without the reports on other tenants' messages. */
function ourStatuses(value: WhatsappValue, tenantId: TenantId): WhatsappValue {
  return { ...value, statuses: value.statuses?.filter((each) => readWhatsAppStatus(each)?.tenantId === tenantId) };
}

/** Ignores reports on other tenants' or other products' messages. */
function reportsOf({ statuses = [] }: WhatsappValue, tenantId: TenantId, at: Date): readonly Envelope[] {
  return statuses.flatMap((each) => {
    const report = readWhatsAppStatus(each);
    if (report?.tenantId !== tenantId) return [];
    const { tenantId: _same, trace, ...data } = report;
    const id = deriveId("meta-status", tenantId, data.providerMessageId, data.status);
    return [envelopeOf(deliveryReported, { id, tenantId, key: data.conversationId, at, data, trace })];
  });
}
