import { fileKeepers } from "../../channels/providers/index.ts";
import type { FileRequest, KeptFiles } from "../../channels/providers/provider-definition.ts";
import type { ProviderName } from "../../channels/sending/channel-message.ts";
import { readBytes } from "../../outbound/bounded-body.ts";
import { withDeadline } from "../../runtime/failures/deadline.ts";
import { RetryableError, TerminalError } from "../../runtime/failures/errors.ts";
import { jsonOf } from "../../schema/json-of.ts";
import { secretName } from "../../security/secrets/secret-reference.ts";
import type { ToolCallContext, ToolDependencies } from "../tool.ts";
import { storedMediaNameOf } from "./stored-media.ts";

const maxBytes = 8 * 1024 * 1024;
const maxRedirects = 3;
const timeoutMs = 20_000;

/** The hosts from which Twilio and Meta serve media (source: their documentation of media resources). */
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

/** References (`${NAME}`) to the tenant's secrets that its providers require. */
export interface MediaAccounts extends Readonly<Record<string, unknown>> {
  readonly account_sid: string;
  readonly auth_token: string;
}

type Dependencies = Pick<ToolDependencies, "fetch" | "mediaOrigins" | "providerBaseUrls" | "secret" | "platform">;
type Call = Pick<ToolCallContext, "tenantId" | "signal">;

/**
 * Fetches the file of an attachment, at most 8 MB: from a provider's address, from Meta by its id, or from the tenant's
 * blobs. The tenant's credentials go only to its provider (or the operator's stand-in), never to a redirect's target.
 * @throws RetryableError `media-unavailable` when a retry may succeed.
 */
export async function fetchMedia(
  address: string,
  accounts: MediaAccounts,
  dependencies: Dependencies,
  call: Call,
): Promise<Media> {
  const stored = storedMediaNameOf(address);
  if (stored !== undefined) return readStored(stored, dependencies, call);
  const [keeper, files] = fileKeepers.find(([, { scheme }]) => address.startsWith(scheme)) ?? [];
  if (keeper !== undefined && files !== undefined)
    return fetchById(address.slice(files.scheme.length), { keeper, files, accounts }, dependencies, call);
  const isTwilio = (url: URL) =>
    url.hostname === "api.twilio.com" || (dependencies.mediaOrigins ?? []).includes(url.origin);
  const url = URL.parse(address);
  const authorization = url && isTwilio(url) ? await twilioCredentials(accounts, dependencies, call) : undefined;
  return follow({ url, authorization, origins: [] }, dependencies, call);
}

interface Start {
  readonly url: URL | null;
  /** Sent to this URL and never to a redirect's target. */
  readonly authorization: string | undefined;
  /** Allowed origins in addition to the providers' media hosts. */
  readonly origins: readonly string[];
}

async function follow(
  { url: first, authorization, origins: more }: Start,
  dependencies: Dependencies,
  call: Call,
): Promise<Media> {
  const origins = [...(dependencies.mediaOrigins ?? []), ...more];
  let url = first;
  for (let hop = 0; hop <= maxRedirects; hop += 1) {
    if (url === null || !isAllowed(url, origins))
      return { status: "refused", reason: "The file is not on one of the messaging provider's media hosts." };
    const headers = new Headers();
    if (hop === 0 && authorization !== undefined) headers.set("authorization", authorization);
    const from: URL = url;
    const result = await withDeadline(timeoutMs, call.signal, async (signal) => {
      const response = await get(from, headers, dependencies, signal);
      const location = response.headers.get("location");
      if (response.status < 300 || response.status >= 400 || location === null) return read(response);
      await response.body?.cancel();
      return { status: "redirected" as const, to: URL.parse(location, from) };
    });
    if (result.status !== "redirected") return result;
    url = result.to;
  }
  return { status: "refused", reason: "The file's address redirects too many times." };
}

/** Asks the provider for the file's address and then fetches the file. Both requests carry the tenant's token. */
async function fetchById(
  id: string,
  {
    keeper,
    files,
    accounts,
  }: { readonly keeper: ProviderName; readonly files: KeptFiles; readonly accounts: MediaAccounts },
  dependencies: Dependencies,
  call: Call,
): Promise<Media> {
  const baseUrl = dependencies.providerBaseUrls?.[keeper] ?? files.usualBaseUrl;
  const named = accounts[files.token.setting];
  const name = typeof named === "string" ? secretName(named) : files.token.usualName;
  const account = { baseUrl, token: (await orNone(dependencies.secret(call.tenantId, name))) ?? "" };
  const origins = [new URL(baseUrl).origin];
  const at = (request: FileRequest | undefined): Start => ({
    url: request ? URL.parse(request.url) : null,
    authorization: request?.authorization,
    origins,
  });
  const location = await follow(at(files.ask(id, account)), dependencies, call);
  if (location.status === "refused") return location;
  const request = files.locate(jsonOf(new TextDecoder().decode(location.bytes)), account);
  if (!request) return { status: "refused", reason: "The file no longer exists. Ask for it again." };
  return follow(at(request), dependencies, call);
}

async function readStored(name: string, { platform }: Dependencies, { tenantId }: Call): Promise<Media> {
  const found = await platform.blobs.get(tenantId, name);
  if (!found) return { status: "refused", reason: "The file no longer exists. Ask the customer to send it again." };
  if (found.body.length > maxBytes)
    return { status: "refused", reason: "The file is over 8 MB. Ask for a smaller one." };
  return { status: "fetched", bytes: found.body };
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
    return await fetch(url, { headers, redirect: "manual", signal });
  } catch (cause) {
    throw new RetryableError("media-unavailable", `${url.host} did not answer.`, { cause });
  }
}

async function read(response: Response): Promise<Media> {
  if (response.status === 429 || response.status >= 500) {
    await response.body?.cancel();
    throw new RetryableError("media-unavailable", `The media host answered ${response.status}.`);
  }
  if (!response.ok) {
    await response.body?.cancel();
    return { status: "refused", reason: "The file no longer exists. Ask the customer to send it again." };
  }
  const bytes = await readBytes(response, maxBytes);
  if (bytes === undefined) return { status: "refused", reason: "The file is over 8 MB. Ask for a smaller one." };
  return { status: "fetched", bytes };
}

/** Undefined without the secrets: Twilio requires credentials for media only if the account's owner enabled that. */
async function twilioCredentials(
  { account_sid, auth_token }: MediaAccounts,
  { secret }: Dependencies,
  { tenantId }: Call,
): Promise<string | undefined> {
  const sid = await orNone(secret(tenantId, secretName(account_sid)));
  const token = await orNone(secret(tenantId, secretName(auth_token)));
  if (sid === undefined || token === undefined) return undefined;
  return `Basic ${Buffer.from(`${sid}:${token}`).toString("base64")}`;
}

async function orNone(secret: Promise<string>): Promise<string | undefined> {
  try {
    return await secret;
  } catch (error) {
    if (error instanceof TerminalError && error.code === "secret-missing") return undefined;
    throw error;
  }
}
