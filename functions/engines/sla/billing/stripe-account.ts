import type Stripe from "stripe";
import { RetryableError, TerminalError } from "../../../../shared/runtime/failures/errors.ts";

const stripeOrigin = "https://api.stripe.com";

/** Stripe's own client for each key, created at its first use. `baseUrl` takes the place of the API's origin. */
export function stripeAccounts(parts: {
  readonly fetch: typeof fetch;
  readonly baseUrl: string | undefined;
}): (key: string) => Promise<Stripe> {
  const clients = new Map<string, Promise<Stripe>>();
  const moved: typeof fetch = (input, init) => {
    const url = String(input);
    return parts.fetch(parts.baseUrl === undefined ? url : url.replace(stripeOrigin, parts.baseUrl), init);
  };
  async function create(key: string): Promise<Stripe> {
    const { default: StripeClient } = await import("stripe");
    const httpClient = StripeClient.createFetchHttpClient(moved);
    // The steps retry, and know what was done before.
    return new StripeClient(key, { httpClient, maxNetworkRetries: 0, telemetry: false, timeout: 20_000 });
  }
  return (key) => {
    const client = clients.get(key) ?? create(key);
    clients.set(key, client);
    return client;
  };
}

/**
 * What a failure of Stripe means for the step: refused for good, or later. Without an answer the outcome is not known.
 * @returns TerminalError `stripe-refused`, RetryableError `stripe-unavailable`, or the error itself
 */
export function stripeFailure(error: unknown): unknown {
  const { statusCode: status, message } = readError(error);
  if (status === undefined) return error;
  if (status === 409 || status === 429) return new RetryableError("stripe-unavailable", message, { cause: error });
  // After an error of the server the outcome is not known either.
  if (status >= 500) return error;
  return new TerminalError("stripe-refused", `Stripe refused it (${status}): ${message}`, { cause: error });
}

export function readError(error: unknown): { readonly statusCode: number | undefined; readonly message: string } {
  if (!(error instanceof Error)) return { statusCode: undefined, message: String(error) };
  const status = "statusCode" in error && typeof error.statusCode === "number" ? error.statusCode : undefined;
  return { statusCode: status, message: error.message.slice(0, 300) };
}
