import { z } from "zod";
import { TerminalError } from "../../runtime/failures/errors.ts";
import { memberOf } from "../../schema/records.ts";
import { NotAccepted } from "../sending/uncertain-sends.ts";

/** The version of the Graph API that these bodies and codes belong to. */
const version = "v23.0";
const usualBaseUrl = "https://graph.facebook.com";
/** Long enough for Meta's slow minutes, shorter than the sweeper waits. */
const timeoutMs = 20_000;

export type MetaAnswer =
  | { readonly type: "taken"; readonly id: string }
  /** `code`: Meta's code, followed by a point and the subcode where the subcode says more. */
  | { readonly type: "refused"; readonly code: string };

const Taken = z.union([
  z
    .object({ messages: z.array(z.object({ id: z.string() })).min(1) })
    .transform(({ messages }) => messages[0]?.id ?? ""),
  z.object({ message_id: z.string() }).transform(({ message_id }) => message_id),
]);
const Refusal = z.object({ error: z.object({ code: z.number(), error_subcode: z.number().optional() }) });

/** Throttling or an outage for the app, the account, the number or the pair (Meta docs, "Error codes"). */
const passing = new Set([1, 2, 4, 17, 32, 341, 613, 80007, 130429, 131000, 131016, 131056, 131057, 133004]);
/** The token or its permissions. */
const credentials = new Set([0, 3, 102, 104, 190, 200]);
/** Instagram: the window is closed. It comes with code 10, which alone means a missing permission. */
const instagramWindowSubcode = 2534022;

/**
 * Posts one message to the Graph API. Meta has no client of its own for Node, so this is `fetch`.
 * @throws NotAccepted `meta-unavailable` where Meta refused for now or was not reached; TerminalError
 * `meta-credentials`; after any other error it is unknown whether Meta accepted the message.
 */
export async function postToMeta(call: {
  readonly baseUrl: string | undefined;
  readonly account: string;
  readonly accessToken: string;
  readonly body: object;
}): Promise<MetaAnswer> {
  const response = await fetch(`${call.baseUrl ?? usualBaseUrl}/${version}/${call.account}/messages`, {
    method: "POST",
    headers: { authorization: `Bearer ${call.accessToken}`, "content-type": "application/json" },
    body: JSON.stringify(call.body),
    redirect: "error",
    signal: AbortSignal.timeout(timeoutMs),
  }).catch((error: unknown) => {
    if (neverConnected(error)) throw notTaken("Meta could not be reached; the message is tried again.", error);
    throw error;
  });
  const body: unknown = await response.json().catch(() => undefined);
  if (response.ok) return { type: "taken", id: Taken.parse(body) };
  const error = Refusal.safeParse(body).data?.error;
  if (response.status === 429 || response.status >= 500 || (error && passing.has(error.code)))
    throw notTaken(`Meta did not take the message now (${response.status}, code ${error?.code ?? "none"}).`, body);
  if (error?.error_subcode === instagramWindowSubcode)
    return { type: "refused", code: `${error.code}.${error.error_subcode}` };
  if (response.status === 401 || (error && (credentials.has(error.code) || error.code === 10)))
    throw new TerminalError(
      "meta-credentials",
      `Meta refused this tenant's access token (${response.status}, code ${error?.code ?? "none"}): check META_ACCESS_TOKEN and its permissions.`,
    );
  return { type: "refused", code: String(error?.code ?? response.status) };
}

function notTaken(message: string, cause: unknown): NotAccepted {
  return new NotAccepted("meta-unavailable", message, { cause });
}

const unreached = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** An error of `fetch` has the socket's error as its `cause`; an error of another client (axios) has the code itself. */
export function neverConnected(error: unknown): boolean {
  return [error, memberOf(error, "cause")].some((each) => unreached.has(String(memberOf(each, "code"))));
}
