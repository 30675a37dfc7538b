import { createHmac } from "node:crypto";

/** A webhook as a provider posts it; the body is what was signed, to the byte. */
export interface Webhook {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | FormData;
}

/** How a control wants its webhooks delivered. */
export interface Repetition {
  /** Every webhook so often. Default 1. */
  readonly times: number;
  /** In random order. */
  readonly shuffle: boolean;
  /** All together, not one after the other. */
  readonly atOnce: boolean;
}

/** What a control call asks for, or the sentence that says what is wrong with it. */
export function parseRepetition(given: Readonly<Record<string, unknown>>): Repetition | string {
  const { times = 1, shuffle = false, atOnce = false } = given;
  if (!Number.isInteger(times) || Number(times) < 1) return "times must be a whole number above 0.";
  return { times: Number(times), shuffle: shuffle === true, atOnce: atOnce === true };
}

/** The status, or null when nobody answered in time. */
export async function postWebhook(webhook: Webhook, timeoutMs: number, signal: AbortSignal): Promise<number | null> {
  const { url, headers, body } = webhook;
  const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
  try {
    const response = await fetch(url, { method: "POST", headers, body, redirect: "manual", signal: limit });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return null; // nobody there, or too late: the provider sees the same
  }
}

/** Posts every webhook `times` times; the statuses in the order they were posted. */
export async function postRepeatedly<T>(
  items: readonly T[],
  { times, shuffle, atOnce }: Repetition,
  post: (item: T) => Promise<number | null>,
): Promise<readonly { readonly item: T; readonly status: number | null }[]> {
  const all = items.flatMap((item) => Array.from({ length: times }, () => item));
  const ordered = shuffle ? shuffled(all) : all;
  const posted = async (item: T) => ({ item, status: await post(item) });
  if (atOnce) return Promise.all(ordered.map(posted));
  const done: { readonly item: T; readonly status: number | null }[] = [];
  for (const item of ordered) done.push(await posted(item));
  return done;
}

export function hmacSha256(secret: string, text: string, encoding: "hex" | "base64"): string {
  return createHmac("sha256", secret).update(text).digest(encoding);
}

function shuffled<T>(items: readonly T[]): readonly T[] {
  return items
    .map((item) => ({ item, at: Math.random() }))
    .sort((left, right) => left.at - right.at)
    .map(({ item }) => item);
}
