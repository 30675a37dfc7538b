import type { Answer } from "../http.ts";
import { objectOf, textOf, textsOf } from "../json.ts";
import type { Provider, ProviderContext, ProviderRequest } from "./provider.ts";
import { type Content, parseContent, renderedContent } from "./twilio/contents.ts";
import { type DeliverySettings, deliver, parseSettings, usualDelivery } from "./twilio/delivery.ts";
import { generalFailure, notFound, twilioError } from "./twilio/errors.ts";
import { inboundMessage, parseInbound, sendInbound } from "./twilio/inbound.ts";
import { listing } from "./twilio/listing.ts";
import { mediaStore } from "./twilio/media.ts";
import { type Message, newSid, refusal, resource } from "./twilio/messages.ts";

/** An account the sandbox knows by its token. Any other account is believed, and its password taken for its token. */
export const sandboxTwilio = {
  accountSid: "AC5a4db0c05a4db0c05a4db0c05a4db0c0",
  authToken: "sandbox-twilio-auth-token",
} as const;

const route = /^\/2010-04-01\/Accounts\/(AC[0-9a-fA-F]{32})(?:\.json|\/Messages(?:\.json|\/([A-Z]{2}\w+)\.json))$/;
const keptMessages = 10_000;

/**
 * Twilio's Messages resource with status callbacks (Twilio docs, "Messages resource", "Track outbound message status").
 * Like Twilio, it has no idempotency keys: the same POST twice is two messages.
 *
 * Controls under /_sandbox/twilio: `POST /inbound` sends a customer's message, signed; `POST /settings` (see
 * `DeliverySettings`) says how messages end; `POST /opt-out {to, optedOut?}`; `POST /numbers {numbers}` limits the
 * senders the account owns; `POST /media` keeps a customer's file; `GET /messages` lists every message of every account, oldest first.
 */
export function twilio(context: ProviderContext): Provider {
  const messages = new Map<string, Message>();
  const tokens = new Map<string, string>([[sandboxTwilio.accountSid, sandboxTwilio.authToken]]);
  const optedOut = new Set<string>();
  const numbers = new Set<string>();
  const contents = new Map<string, Content>();
  /** Customers whose window is closed; true: free text to them is refused at once. */
  const closedWindows = new Map<string, boolean>();
  const media = mediaStore(context.publicUrl, sandboxTwilio.accountSid);
  let settings: DeliverySettings = usualDelivery;
  let running = new AbortController();

  function authenticated({ headers }: ProviderRequest, accountSid: string): boolean {
    const [scheme = "", encoded = ""] = (headers.authorization ?? "").split(" ");
    const [username = "", ...rest] = Buffer.from(encoded, "base64").toString("utf8").split(":");
    const password = rest.join(":");
    if (scheme.toLowerCase() !== "basic" || username === "" || password === "") return false;
    if (username.startsWith("SK")) return true; // an API key, which may act for any of its account's paths
    if (username !== accountSid) return false;
    if (accountSid === sandboxTwilio.accountSid) return password === sandboxTwilio.authToken;
    tokens.set(accountSid, password);
    return true;
  }

  const tokenOf = (accountSid: string): string => tokens.get(accountSid) ?? sandboxTwilio.authToken;

  function keep(message: Message): void {
    messages.set(message.sid, message);
    const oldest = messages.size > keptMessages ? messages.keys().next().value : undefined;
    if (oldest) messages.delete(oldest);
  }

  function create(accountSid: string, request: ProviderRequest): Answer {
    const form = objectOf(request.body);
    const closed = textOf(form.ContentSid) === "" ? closedWindows.get(textOf(form.To)) : undefined;
    const content = contents.get(textOf(form.ContentSid));
    const refused = refusal(form, { optedOut, numbers, windowClosed: closed === true, content });
    if (refused) return refused;
    const files = typeof form.MediaUrl === "string" ? [form.MediaUrl] : textsOf(form.MediaUrl);
    const now = context.now();
    const message: Message = {
      sid: newSid(files.length > 0 ? "MM" : "SM"),
      accountSid,
      from: textOf(form.From),
      to: textOf(form.To),
      body: textOf(form.ContentSid) === "" ? textOf(form.Body) : renderedContent(content, form),
      messagingServiceSid: textOf(form.MessagingServiceSid) || null,
      direction: "outbound-api",
      mediaCount: files.length,
      statusCallback: textOf(form.StatusCallback) || null,
      status: "queued",
      createdAt: now,
      sentAt: null,
      updatedAt: now,
      errorCode: null,
    };
    keep(message);
    const { signal } = running;
    if (settings.progress) {
      const end = closed === undefined ? settings : { ...settings, finalStatus: "failed" as const, errorCode: 63016 };
      const delivering = deliver(message, end, { authToken: tokenOf(accountSid), now: context.now, signal });
      context.goesOn(
        delivering.catch((error: unknown) => {
          if (!signal.aborted) console.error("the sandbox could not deliver a message", error);
        }),
      );
    }
    return { status: 201, body: resource(message) };
  }

  function handle(request: ProviderRequest): Answer {
    const file = request.method === "GET" ? media.download(request.path) : undefined;
    if (file) return authenticated(request, file.accountSid) ? file.answer : twilioError(401, 20003, "Authenticate");
    const matched = route.exec(request.path);
    if (!matched) return notFound(request.path);
    const [, accountSid = "", sid] = matched;
    if (!authenticated(request, accountSid)) return twilioError(401, 20003, "Authenticate");
    const { method, path } = request;
    if (path.endsWith("/Messages.json")) {
      if (method === "POST") return create(accountSid, request);
      if (method === "GET") return listing(accountSid, messages.values(), request.query);
    } else if (sid === undefined) {
      const account = { sid: accountSid, friendly_name: "Sandbox", status: "active", type: "Full" };
      if (method === "GET") return { status: 200, body: account };
    } else {
      return one(messages.get(sid), accountSid, request);
    }
    return twilioError(405, 20004, "Method not allowed");
  }

  function one(message: Message | undefined, accountSid: string, { method, path, body }: ProviderRequest): Answer {
    if (message?.accountSid !== accountSid) return notFound(path);
    if (method === "DELETE") {
      messages.delete(message.sid);
      return { status: 204 };
    }
    if (method !== "GET" && method !== "POST") return twilioError(405, 20004, "Method not allowed");
    // The one thing that may be changed is the text, to nothing: that redacts it.
    if (method === "POST" && objectOf(body).Body === "") message.body = "";
    return { status: 200, body: resource(message) };
  }

  async function inbound(request: ProviderRequest): Promise<Answer> {
    const wanted = parseInbound(request.body);
    if (typeof wanted === "string") return twilioError(400, 20001, wanted);
    const accountSid = wanted.fields.AccountSid ?? sandboxTwilio.accountSid;
    const message = inboundMessage(wanted, accountSid, context.now());
    keep(message);
    const statuses = await sendInbound(wanted, message, wanted.token ?? tokenOf(accountSid), running.signal);
    return { status: 200, body: { sid: message.sid, statuses } };
  }

  function control(request: ProviderRequest): Promise<Answer> | Answer | undefined {
    const body = objectOf(request.body);
    switch (`${request.method} ${request.path}`) {
      case "POST /inbound":
        return inbound(request);
      case "POST /settings": {
        const next = parseSettings(body, settings);
        if (typeof next === "string") return twilioError(400, 20001, next);
        settings = next;
        return { status: 200, body: settings };
      }
      case "POST /opt-out":
        if (body.optedOut === false) optedOut.delete(textOf(body.to));
        else optedOut.add(textOf(body.to));
        return { status: 200, body: { optedOut: [...optedOut] } };
      case "POST /numbers":
        numbers.clear();
        for (const number of textsOf(body.numbers)) numbers.add(number);
        return { status: 200, body: { numbers: [...numbers] } };
      case "POST /media":
        return media.add(body);
      case "POST /contents": {
        const content = parseContent(body);
        if (typeof content === "string") return twilioError(400, 20001, content);
        contents.set(content.sid, content);
        return { status: 201, body: content };
      }
      case "POST /window": {
        const customer = textOf(body.customer);
        if (body.open === true) closedWindows.delete(customer);
        else closedWindows.set(customer, body.refuse === true);
        return { status: 200, body: { customer, open: body.open === true } };
      }
      case "GET /messages":
        return { status: 200, body: [...messages.values()].map(resource) };
      default:
        return undefined;
    }
  }

  return {
    name: "twilio",
    handle,
    control,
    failure: generalFailure,
    reset() {
      running.abort();
      running = new AbortController();
      messages.clear();
      optedOut.clear();
      numbers.clear();
      media.clear();
      settings = usualDelivery;
    },
  };
}
