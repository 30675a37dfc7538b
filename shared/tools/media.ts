import { RetryableError, TerminalError } from "../runtime/errors.ts";
import { readBytes } from "./bounded-body.ts";
import { secretName } from "./secret-reference.ts";
import type { ToolCallContext, ToolDependencies } from "./tool.ts";

const maxBytes = 8 * 1024 * 1024;
const maxRedirects = 3;
const timeoutMs = 20_000;

/** Where Twilio and Meta serve the media of messages from (their documentation of media resources). */
const providerHosts = [
  "api.twilio.com",
  "media.twiliocdn.com",
  "mms.twiliocdn.com",
  "s3-external-1.amazonaws.com",
  "lookaside.fbsbx.com",
  "graph.facebook.com",
];

export type Media =
  | { readonly status: "fetched"; readonly bytes: Uint8Array }
  | { readonly status: "refused"; readonly reason: string };

/**
 * The file at a provider's address, at most 8 MB. The tenant's account is shown to Twilio (or the operator's
 * stand-in for it) alone, never to where a redirect leads.
 * @throws RetryableError `media-unavailable` where it may work later.
 */
export async function fetchMedia(
  address: string,
  account: { readonly account_sid: string; readonly auth_token: string },
  dependencies: Pick<ToolDependencies, "fetch" | "mediaOrigins" | "secret">,
  call: Pick<ToolCallContext, "tenantId" | "signal">,
): Promise<Media> {
  const origins = dependencies.mediaOrigins ?? [];
  let url: URL | null = URL.parse(address);
  for (let hop = 0; hop <= maxRedirects; hop += 1) {
    if (url === null || !isAllowed(url, origins))
      return { status: "refused", reason: "The file is not where the messaging provider keeps its media." };
    const headers = new Headers();
    if (hop === 0 && (url.hostname === "api.twilio.com" || origins.includes(url.origin))) {
      const credentials = await credentialsOf(account, dependencies, call);
      if (credentials !== undefined) headers.set("authorization", credentials);
    }
    const response = await get(url, headers, dependencies, call.signal);
    const location = response.headers.get("location");
    if (response.status < 300 || response.status >= 400 || location === null) return read(response);
    await response.body?.cancel();
    url = URL.parse(location, url);
  }
  return { status: "refused", reason: "The file's address led on too many times." };
}

function isAllowed(url: URL, origins: readonly string[]): boolean {
  if (origins.includes(url.origin)) return true;
  return url.protocol === "https:" && url.port === "" && providerHosts.includes(url.hostname);
}

async function get(
  url: URL,
  headers: Headers,
  { fetch }: Pick<ToolDependencies, "fetch">,
  signal: AbortSignal,
): Promise<Response> {
  try {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
    return await fetch(url, { headers, redirect: "manual", signal: limit });
  } catch (cause) {
    throw new RetryableError("media-unavailable", `${url.host} did not answer.`, { cause });
  }
}

async function read(response: Response): Promise<Media> {
  if (response.status === 429 || response.status >= 500) {
    await response.body?.cancel();
    throw new RetryableError("media-unavailable", `The media's host answered ${response.status}.`);
  }
  if (!response.ok) {
    await response.body?.cancel();
    return { status: "refused", reason: "The file is no longer there: ask the customer to send it again." };
  }
  const bytes = await readBytes(response, maxBytes);
  if (bytes === undefined) return { status: "refused", reason: "The file is over 8 MB: ask for a smaller one." };
  return { status: "fetched", bytes };
}

/** Twilio asks for the account only where its owner turned that on, so a tenant without these secrets has a way too. */
async function credentialsOf(
  account: { readonly account_sid: string; readonly auth_token: string },
  { secret }: Pick<ToolDependencies, "secret">,
  { tenantId }: Pick<ToolCallContext, "tenantId">,
): Promise<string | undefined> {
  try {
    const sid = await secret(tenantId, secretName(account.account_sid));
    const token = await secret(tenantId, secretName(account.auth_token));
    return `Basic ${Buffer.from(`${sid}:${token}`).toString("base64")}`;
  } catch (error) {
    if (error instanceof TerminalError && error.code === "secret-missing") return undefined;
    throw error;
  }
}
