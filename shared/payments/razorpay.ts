import type Razorpay from "razorpay";
import { z } from "zod";
import type { Keys } from "../platform/keys.ts";
import type { TenantId } from "../platform/tenant.ts";
import { RetryableError, TerminalError } from "../runtime/failures/errors.ts";
import type { IntegrationSections } from "../schema/capability.ts";
import { secretValue } from "../security/secrets/secret-value.ts";

/** A request for a payment link. `referenceId` (at most 40 characters) must be unique per account. */
export interface LinkRequest {
  readonly referenceId: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly description: string;
  readonly customer: { readonly name?: string; readonly contact?: string; readonly email?: string };
  readonly notes: Readonly<Record<string, string>>;
  readonly expiresAt: Date;
}

export interface PaymentLink {
  readonly id: string;
  readonly url: string;
  readonly status: "open" | "paid" | "expired" | "cancelled";
  readonly amountMinor: number;
  readonly amountPaidMinor: number;
  readonly currency: string;
  /** Razorpay's id of the payment, once the link is paid. */
  readonly paymentId: string | null;
}

/** A tenant's payment links at Razorpay (razorpay.com/docs/api/payments/payment-links). */
export interface PaymentLinks {
  /** Creates the link of this reference, or returns the existing one. */
  create(tenantId: TenantId, config: IntegrationSections, request: LinkRequest): Promise<PaymentLink>;
  fetch(tenantId: TenantId, config: IntegrationSections, linkId: string): Promise<PaymentLink>;
}

const Account = z.object({ api_key: z.string(), secret_key: z.string() });
/** Allows two attempts within a tool's limit of 20 s. */
const timeoutMs = 8_000;

const Link = z.object({
  id: z.string(),
  short_url: z.string(),
  status: z.string(),
  amount: z.coerce.number(),
  amount_paid: z.coerce.number().default(0),
  currency: z.string(),
  payments: z.union([z.array(z.object({ payment_id: z.string() })), z.null()]).optional(),
});

/**
 * Payment links through Razorpay's client.
 * @throws RetryableError `razorpay-unavailable`; TerminalError `payment-refused`, `payment-credentials`,
 * `payment-account-missing`, `secret-missing`
 */
export function razorpayLinks(dependencies: {
  readonly keys: Keys;
  readonly baseUrl: string | undefined;
}): PaymentLinks {
  const clients = new Map<string, Promise<Razorpay>>();

  async function clientOf(tenantId: TenantId, config: IntegrationSections): Promise<Razorpay> {
    const account = razorpayAccount(config);
    if (!account)
      throw new TerminalError(
        "payment-account-missing",
        "The tenant has no integration of type payment with an api_key and a secret_key.",
      );
    const [keyId, keySecret] = await Promise.all([
      secretValue(dependencies.keys, tenantId, account.api_key, "the payment integration's api_key"),
      secretValue(dependencies.keys, tenantId, account.secret_key, "the payment integration's secret_key"),
    ]);
    const key = `${keyId}\n${keySecret}`;
    const client = clients.get(key) ?? createClient(keyId, keySecret, dependencies.baseUrl);
    clients.set(key, client);
    return client;
  }

  return {
    async create(tenantId, config, request) {
      const client = await clientOf(tenantId, config);
      return createOnce(client, request).catch((error: unknown) => {
        // The link may exist already. A later request would use another reference, so this one is resolved now.
        if (isOutcomeUnknown(error)) return createOnce(client, request);
        throw error;
      });
    },
    async fetch(tenantId, config, linkId) {
      const client = await clientOf(tenantId, config);
      return linkOf(
        await client.paymentLink.fetch(linkId).catch((error: unknown) => {
          throw failure(error);
        }),
      );
    },
  };
}

/** The tenant's Razorpay account, as references to secrets. */
export function razorpayAccount(
  config: IntegrationSections,
): { readonly api_key: string; readonly secret_key: string } | undefined {
  const payments = config.integrations.available.filter(({ type }) => type === "payment");
  const chosen = payments.find(({ name }) => name === "razorpay") ?? payments[0];
  const account = Account.safeParse(chosen?.config);
  return account.success ? account.data : undefined;
}

async function createClient(keyId: string, keySecret: string, baseUrl: string | undefined): Promise<Razorpay> {
  const { default: Client } = await import("razorpay");
  const client = new Client({ key_id: keyId, key_secret: keySecret });
  // The client has no options for the timeout and the base URL. `rq` is its axios instance.
  const { defaults } = (client as unknown as { api: { rq: { defaults: { timeout?: number; baseURL?: string } } } }).api
    .rq;
  defaults.timeout = timeoutMs;
  if (baseUrl) defaults.baseURL = baseUrl;
  return client;
}

/** Creates the link, or finds the existing one by its reference. */
async function createOnce(client: Razorpay, request: LinkRequest): Promise<PaymentLink> {
  try {
    return linkOf(await client.paymentLink.create(bodyOf(request)));
  } catch (error) {
    const { statusCode, description } = refusalOf(error);
    if (statusCode === 400 && /reference_id|already exists/i.test(description)) {
      const earlier = await findByReference(client, request.referenceId);
      if (earlier) return earlier;
    }
    throw failure(error);
  }
}

/** Whether the link may exist despite the error: there was no answer, or the answer does not tell. */
function isOutcomeUnknown(error: unknown): boolean {
  return error instanceof RetryableError && refusalOf(error.cause).statusCode !== 429;
}

function bodyOf(request: LinkRequest) {
  return {
    amount: request.amountMinor,
    currency: request.currency,
    description: request.description.slice(0, 2_048),
    reference_id: request.referenceId,
    expire_by: Math.floor(request.expiresAt.getTime() / 1_000),
    customer: request.customer,
    // The platform informs the customer in the conversation, so Razorpay must not.
    notify: { sms: false, email: false },
    reminder_enable: false,
    notes: { ...request.notes },
  };
}

async function findByReference(client: Razorpay, referenceId: string): Promise<PaymentLink | undefined> {
  const list = await client.paymentLink
    .all({ reference_id: referenceId } as unknown as Parameters<Razorpay["paymentLink"]["all"]>[0])
    .catch((error: unknown) => {
      throw failure(error);
    });
  const first = z.object({ payment_links: z.array(z.unknown()) }).parse(list).payment_links[0];
  return first === undefined ? undefined : linkOf(first);
}

function linkOf(body: unknown): PaymentLink {
  const link = Link.parse(body);
  const isFinal = link.status === "paid" || link.status === "expired" || link.status === "cancelled";
  return {
    id: link.id,
    url: link.short_url,
    status: isFinal ? (link.status as "paid" | "expired" | "cancelled") : "open",
    amountMinor: link.amount,
    amountPaidMinor: link.amount_paid,
    currency: link.currency,
    paymentId: link.payments?.[0]?.payment_id ?? null,
  };
}

const Refusal = z.object({
  statusCode: z.number(),
  error: z.object({ description: z.string().default(""), code: z.string().default("") }).prefault({}),
});

function refusalOf(error: unknown): { readonly statusCode: number; readonly description: string } {
  const refusal = Refusal.safeParse(error);
  return refusal.success
    ? { statusCode: refusal.data.statusCode, description: refusal.data.error.description }
    : { statusCode: 0, description: "" };
}

/** Maps the client's errors. It throws plain objects, and a TypeError without an answer (its `normalizeError`). */
function failure(error: unknown): Error {
  const { statusCode, description } = refusalOf(error);
  if (statusCode === 0 || statusCode === 429 || statusCode >= 500)
    return new RetryableError(
      "razorpay-unavailable",
      "Razorpay did not answer, so there is no payment link now. Try again later.",
      { cause: error },
    );
  if (statusCode === 401)
    return new TerminalError("payment-credentials", "Razorpay rejected this tenant's key. Check its secrets.");
  return new TerminalError(
    "payment-refused",
    `Razorpay rejected the payment link (${statusCode}): ${description.slice(0, 300)}`,
  );
}
