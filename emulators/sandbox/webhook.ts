import { createHmac } from "node:crypto";

/** A webhook as a provider posts it. The body has the exact signed bytes. */
export interface WebhookTarget {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | FormData;
}

/** How a control delivers its webhooks. */
export interface Repetition {
  /** How often each webhook is posted. Default 1. */
  readonly times: number;
  /** In random order. */
  readonly shuffle: boolean;
  /** All at once instead of one after the other. */
  readonly atOnce: boolean;
}

/** Parses a control call's repetition, or returns an error message. */
export function parseRepetition(given: Readonly<Record<string, unknown>>): Repetition | string {
  const { times = 1, shuffle = false, atOnce = false } = given;
  if (!Number.isInteger(times) || Number(times) < 1) return "times must be a whole number above 0.";
  return { times: Number(times), shuffle: shuffle === true, atOnce: atOnce === true };
}

/** The status, or null without a response within the timeout. */
export async function postWebhook(
  webhook: WebhookTarget,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<number | null> {
  const { url, headers, body } = webhook;
  const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  try {
    const response = await fetch(url, { method: "POST", headers, body, redirect: "manual", signal: limit });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return null; // no response in time, which providers treat alike
  }
}

/** Posts every webhook `times` times. Returns the statuses in the order posted. */
export async function postRepeatedly<T>(
  items: readonly T[],
  { times, shuffle, atOnce }: Repetition,
  post: (item: T) => Promise<number | null>,
): Promise<readonly { readonly item: T; readonly status: number | null }[]> {
  const all = items.flatMap((item) => Array.from({ length: times }, () => item));
  const ordered = shuffle ? inRandomOrder(all) : all;
  const postOnce = async (item: T) => ({ item, status: await post(item) });
  if (atOnce) return Promise.all(ordered.map(postOnce));
  const done: { readonly item: T; readonly status: number | null }[] = [];
  for (const item of ordered) done.push(await postOnce(item));
  return done;
}

export function hmacSha256Signature(secret: string, text: string, encoding: "hex" | "base64"): string {
  return createHmac("sha256", secret).update(text).digest(encoding);
}

function inRandomOrder<T>(items: readonly T[]): readonly T[] {
  return items
    .map((item) => ({ item, at: Math.random() }))
    .sort((left, right) => left.at - right.at)
    .map(({ item }) => item);
}
