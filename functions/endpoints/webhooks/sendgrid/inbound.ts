import { hash } from "node:crypto";
import { conversationOfMail } from "../../../../shared/channels/sending/mail-id.ts";
import { type ChannelRoute, findRoute } from "../../../../shared/config/routes.ts";
import type { Attachment } from "../../../../shared/events/index.ts";
import type { Blobs } from "../../../../shared/platform/blobs.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import type { TenantIds } from "../../../../shared/platform/tenant-ids.ts";
import type { Logger } from "../../../../shared/telemetry/log.ts";
import { storedMediaAddress, storedMediaName } from "../../../../shared/tools/media/stored-media.ts";
import { equalInConstantTime } from "../constant-time.ts";
import type { SecretKind } from "../provider-secrets.ts";
import { conversationIdOf, inboundEvents, publishAll, unroutableEvent } from "../publishing/publish.ts";
import { type Acknowledgement, signatureProblem, type Webhook, type WebhookDelivery } from "../webhook-endpoint.ts";
import { acknowledged, publicKey, type SendGridWebhookDependencies } from "./events.ts";
import { type InboundMail, readInboundMail } from "./inbound-mail.ts";
import type { MailFile } from "./parts/form-fields.ts";
import { withoutDetail } from "./parts/mail-headers.ts";
import { signatureOf } from "./signature.ts";

export interface InboundParseDependencies extends SendGridWebhookDependencies {
  readonly documents: Documents;
  readonly blobs: Pick<Blobs, "put">;
}

const inboundToken: SecretKind = { usualName: "SENDGRID_INBOUND_TOKEN", named: () => [] };

/** SendGrid accepts mails of up to 30 MB. */
const maxBodyBytes = 30 * 1024 * 1024;
/** The limit of the tools that read files. */
const maxFileBytes = 8 * 1024 * 1024;

/**
 * The webhook of SendGrid's Inbound Parse for customers' mails. A request is verified by its signature, if enabled, or by
 * the secret `?token=…` in the URL. A tenant with its own account adds `&client_id=…`.
 */
export function sendgridInbound(deps: InboundParseDependencies): Webhook {
  return {
    path: "/webhooks/sendgrid/inbound",
    mediaType: "multipart/form-data",
    maxBodyBytes,
    receive: (delivery, log) => receive(deps, delivery, log),
  };
}

async function receive(
  deps: InboundParseDependencies,
  delivery: WebhookDelivery,
  log: Logger,
): Promise<Acknowledgement> {
  const now = deps.now();
  const isVerifiedFor = verification(deps, delivery, now);
  const client = delivery.query.get("client_id");
  // An unverified request is not parsed.
  if (!(await isVerifiedFor(client)))
    throw signatureProblem("The request has neither a valid signature nor a valid token.");
  const mail = await readInboundMail(delivery.rawBody, delivery.header("content-type") ?? "");
  if (!mail) {
    const providerMessageId = hash("sha256", delivery.rawBody, "base64url");
    const stray = { provider: "sendgrid", channel: "email", accountAddress: "unknown", at: now } as const;
    await publishAll(deps, [unroutableEvent({ ...stray, providerMessageId, reason: "sender-unknown" })], log);
    return acknowledged;
  }
  const unanswered = await unansweredBecause(deps, mail);
  const routes = await Promise.all(
    mail.to.map(async (to) => ({ to, route: await findRoute(deps.documents, "email", to) })),
  );
  const found = routes.flatMap(({ to, route }) => (route ? [{ to, route }] : []));
  const verified = [];
  for (const each of found) if (await isVerifiedFor(each.route.tenantId)) verified.push(each);
  if (found.length > 0 && verified.length === 0) throw signatureProblem("This mail's tenant has its own token or key.");
  const stray = { provider: "sendgrid", channel: "email", accountAddress: mail.to[0] ?? "unknown", at: now } as const;
  const envelopes =
    found.length === 0
      ? [unroutableEvent({ ...stray, providerMessageId: mail.messageId })]
      : (
          await Promise.all(
            verified.map(({ to, route }) => eventsFor(deps, { ...mail, unanswered }, { to, route, now })),
          )
        ).flat();
  await publishAll(deps, envelopes, log);
  return acknowledged;
}

/** Returns a check of the request against a tenant's secrets, or against the agency's for null. */
function verification({ secrets }: InboundParseDependencies, delivery: WebhookDelivery, now: Date) {
  const isSignedBy = signatureOf(delivery, now);
  const token = delivery.query.get("token") ?? "";
  const of = (tenantId: string | null, kind: SecretKind) =>
    tenantId === null ? secrets.ofPlatform(kind) : secrets.ofTenant(tenantId, kind);
  return async (tenantId: string | null): Promise<boolean> => {
    if (isSignedBy && (await of(tenantId, publicKey)).some(isSignedBy)) return true;
    return (await of(tenantId, inboundToken)).some((known) => equalInConstantTime(known, token));
  };
}

/** Answering one of our own addresses would start an endless conversation of two agents. */
async function unansweredBecause({ documents }: InboundParseDependencies, mail: InboundMail) {
  if (mail.unanswered !== undefined) return mail.unanswered;
  const ours = await findRoute(documents, "email", withoutDetail(mail.sender.address));
  return ours === undefined ? undefined : "from-ourselves";
}

async function eventsFor(
  deps: InboundParseDependencies,
  mail: InboundMail,
  { to, route, now }: { readonly to: string; readonly route: ChannelRoute; readonly now: Date },
) {
  const { tenantId, configName } = route;
  const ids = await deps.documents.ids(tenantId);
  const { sender, messageId, thread, original } = mail;
  const text = answersElsewhere(mail, ids) ? original : mail.text;
  return inboundEvents({
    provider: "sendgrid",
    // Includes the sender, because anybody can copy another mail's Message-ID.
    providerMessageId: `${mail.from} ${messageId}`,
    ids,
    at: now,
    channel: "email",
    accountAddress: to,
    customerAddress: sender.address,
    customerName: sender.name,
    ...(sender.claim === undefined ? {} : { claim: sender.claim }),
    text,
    ...(original === text ? {} : { original }),
    ...(mail.unanswered === undefined ? {} : { unanswered: mail.unanswered }),
    attachments: await storeFiles(deps.blobs, { tenantId, sender: mail.sender, files: mail.files }),
    choiceId: null,
    thread,
    configName,
  });
}

/**
 * Whether the mail answers one that we sent in another conversation: a visitor of a web form answers from their own
 * mailbox. What it quotes is then news to this conversation.
 */
function answersElsewhere({ thread, sender }: InboundMail, ids: TenantIds): boolean {
  const last = conversationOfMail(thread.references.at(-1) ?? "");
  return last !== undefined && last !== conversationIdOf({ ids, channel: "email", ...asCustomer(sender) });
}

function asCustomer({ address, claim }: InboundMail["sender"]) {
  return { customerAddress: address, claim };
}

/** The name depends on the sender: a file that two customers sent is two, and each is erased with its customer. */
async function storeFiles(
  blobs: Pick<Blobs, "put">,
  mail: Pick<InboundMail, "sender"> & { readonly tenantId: TenantId; readonly files: readonly MailFile[] },
): Promise<Attachment[]> {
  const { tenantId, files } = mail;
  const { address, claim = "" } = mail.sender;
  const accepted = files.filter(({ bytes }) => bytes.length > 0 && bytes.length <= maxFileBytes);
  return Promise.all(
    accepted.map(async ({ bytes, contentType: given }) => {
      const parts = [address, claim, hash("sha256", bytes, "hex")];
      const name = storedMediaName(hash("sha256", parts.join("\n"), "hex"));
      const contentType = /^[\w.+-]{1,60}\/[\w.+-]{1,100}$/.exec(given)?.[0] ?? "application/octet-stream";
      await blobs.put(tenantId, name, bytes, { contentType });
      return { url: storedMediaAddress(name), contentType };
    }),
  );
}
