import type { z } from "zod";
import type { Content, providerNames, Thread } from "../events/index.ts";
import type { ShapedContent } from "./sending/shaped-content.ts";

/** The author of a message. On Instagram a person may answer for longer than software. */
export type SaidBy = "agent" | "operator" | "platform";

export interface Shaping {
  /** The customer's language (BCP 47). */
  readonly language: string;
  /** False: files are sent as links in the text. */
  readonly media: boolean;
  /** E-mail: the thread it replies in, and the subject of a mail that starts one. */
  readonly thread: Thread | null;
  readonly subject: string | null;
}

/** How a channel shows messages with one provider, and when it accepts free text. Pure. */
export interface ChannelFormat {
  /** The parts of a message, in order, each within the channel's limits; none for an empty message. */
  shape(content: Content, shaping: Shaping): readonly ShapedContent[];
  /** How long after the customer's last message free text is accepted; null: always. */
  windowMs(by: SaidBy): number | null;
}

/** What a channel's addresses say about a person. Channels of one `kind` share addresses. */
export interface ChannelIdentity {
  readonly kind: string;
  /** Whether the channel proves that the customer has the address. */
  readonly vouched: boolean;
  /** A lower rank identifies a person better: a phone number is one person's for years, a session for minutes. */
  readonly rank: number;
  /** The index name of the address in a tenant's tables, and the columns that may hold it. */
  readonly column: string;
  readonly columns: readonly string[];
  /** An example: the address of the customer in simulations. */
  readonly example: string;
}

/** An address of a tenant, and its key in the section's `config`. */
export type KeyedAddress = readonly [address: string, ...key: (string | number)[]];

/** What is known of a channel that a provider carries. */
export interface Carrier {
  /** The default provider, and the name of its default account in configuration. */
  readonly provider: (typeof providerNames)[number];
  readonly account: string;
  format(provider: (typeof providerNames)[number]): ChannelFormat;
  /** The sending address from the output's `config`, for a tenant without an input on the channel. */
  writesFrom?(config: never): string | undefined;
  /**
   * `approved`: the provider approves templates, which may be sent when the window is closed. `worded`: a template
   * replaces the message's own words. Null: the channel has no templates.
   */
  readonly templates: "approved" | "worded" | null;
  /** After STOP not even an answer may be sent, and the provider itself answers its own keywords (SMS). */
  readonly stopIsFinal: boolean;
  /** The columns of a recipients' list that hold addresses; null: a campaign cannot start a conversation there. */
  readonly recipientColumns: readonly string[] | null;
  /** Matches the provider's name of messaging tools that write on this channel. */
  readonly toolProvider: RegExp;
  /** Customers write commands, such as `/stop` and `/start offer_1`: the first word counts as a keyword. */
  readonly commands?: boolean;
}

/** Everything that the product decides by the channel, in one value. Add a channel: docs/channels.md. */
export interface ChannelDefinition {
  readonly identity: ChannelIdentity;
  /** A call: one answer is spoken at a time, and nothing is written there later. */
  readonly spoken: boolean;
  /** How long to wait for the customer's next message before answering, where the tenant does not say. */
  readonly burstWindowMs: number;
  /** Providers usable without an entry under `integrations`. */
  readonly builtInProviders: readonly string[];
  /** Loads the schemas of its sections in a tenant's file, which only readers of YAML need. */
  sections(): Promise<{ readonly input: z.ZodType; readonly output: z.ZodType }>;
  /** The tenant's own addresses in an input's `config`. The first is the one messages leave from. */
  addresses(config: never): readonly KeyedAddress[];
  /** Null: an answer returns over the customer's own connection, as on web chat and in calls. */
  readonly carrier: Carrier | null;
}

/** A definition with its literal types kept, so that types can be derived from it. */
export function defineChannel<const D extends ChannelDefinition>(definition: D): D {
  return definition;
}

/** WhatsApp, SMS and calls share the phone number. */
export const phoneIdentity = {
  kind: "phone",
  vouched: true,
  rank: 1,
  column: "phone",
  columns: ["phone", "phone_number", "mobile", "whatsapp", "customer_phone"],
  example: "+919812345601",
} as const;

/** Browser calls and web chat use a session as the address, which proves nothing about the person. */
export const sessionIdentity = {
  kind: "web_session",
  vouched: false,
  rank: 100,
  column: "session_id",
  columns: ["session_id"],
  example: "simulated-visitor",
} as const;

export const hourMs = 3_600_000;

/**
 * Whether free text is accepted now. A customer who never wrote has opened no window. At the exact end of the window the
 * provider's clock decides.
 */
export function windowIsOpen(
  format: Pick<ChannelFormat, "windowMs">,
  moment: { readonly by: SaidBy; readonly lastInboundAt: string | null; readonly now: Date },
): boolean {
  const windowMs = format.windowMs(moment.by);
  if (windowMs === null) return true;
  return moment.lastInboundAt !== null && moment.now.getTime() - Date.parse(moment.lastInboundAt) < windowMs;
}

/**
 * Providers' codes for free text in a closed window: Twilio's and Meta's for WhatsApp, Meta's for Instagram (code and
 * subcode).
 */
const windowClosedCodes: readonly string[] = ["63016", "131047", "10.2534022"];

export function isWindowClosed(errorCode: string | null): boolean {
  return errorCode !== null && windowClosedCodes.includes(errorCode);
}
