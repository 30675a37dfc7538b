import type { z } from "zod";
import type { Content, providerNames, Thread } from "../events/index.ts";
import type { ShapedContent } from "./shaped-content.ts";

/** Who says it. On Instagram a person of the business may answer for longer than software. */
export type SaidBy = "agent" | "operator" | "platform";

export interface Shaping {
  /** BCP 47, of the customer. */
  readonly language: string;
  /** False: files are sent as links in the text. */
  readonly media: boolean;
  /** E-mail: what it answers, and the subject where it answers nothing. */
  readonly thread: Thread | null;
  readonly subject: string | null;
}

/** How a channel of a provider shows messages, and when it takes free text. Pure. */
export interface ChannelFormat {
  /** The parts of a message, in order, each within the channel's limits; none for a message that says nothing. */
  shape(content: Content, shaping: Shaping): readonly ShapedContent[];
  /** How long after the customer's last message free text is taken; null: always. */
  windowMs(by: SaidBy): number | null;
}

/** What an address of a channel says about the person. Channels of one `kind` know a customer by the same address. */
export interface ChannelIdentity {
  readonly kind: string;
  /** Whether the channel proves that the customer has the address. */
  readonly vouched: boolean;
  /** Kinds with a lower rank name a person better: a phone number is one person's for years, a session for minutes. */
  readonly rank: number;
  /** The name by which a row of a tenant's table is found for the address, and the columns that hold it. */
  readonly column: string;
  readonly columns: readonly string[];
  /** What such an address looks like: that of the customer whom simulations play. */
  readonly example: string;
}

/** An address of a tenant, and its key in the section's `config`. */
export type KeyedAddress = readonly [address: string, ...key: (string | number)[]];

/** What a channel has that a provider carries. */
export interface Carrier {
  /** The provider, and its name in configuration, where a tenant's file gives neither. */
  readonly provider: (typeof providerNames)[number];
  readonly account: string;
  format(provider: (typeof providerNames)[number]): ChannelFormat;
  /** The address it writes from where the tenant reads nothing there: of the output's `config`. */
  writesFrom?(config: never): string | undefined;
  /**
   * `approved`: the provider approves templates, which go outside of the window. `worded`: a template takes the place of
   * the message's own words. Null: there are none.
   */
  readonly templates: "approved" | "worded" | null;
  /** After STOP not even an answer may be sent, and the provider itself answers its own keywords (SMS). */
  readonly stopIsFinal: boolean;
  /** The columns of a recipients' list that hold its addresses; null: a campaign cannot begin a conversation there. */
  readonly recipientColumns: readonly string[] | null;
  /** A messaging tool whose provider has such a name writes on this channel. */
  readonly toolProvider: RegExp;
  /** Customers write commands, such as `/stop` and `/start offer_1`: the first word counts as a keyword. */
  readonly commands?: boolean;
}

/** Everything the product decides by the channel, in one value. Add a channel: docs/channels.md. */
export interface ChannelDefinition {
  readonly identity: ChannelIdentity;
  /** A call: one answer is spoken at a time, and nothing is written there later. */
  readonly spoken: boolean;
  /** How long to wait for the customer's next message before answering, where the tenant does not say. */
  readonly burstWindowMs: number;
  /** Providers usable without an entry under `integrations`. */
  readonly builtInProviders: readonly string[];
  /** Loads the schemas of its sections in a tenant's file, which only those who read YAML need. */
  sections(): Promise<{ readonly input: z.ZodType; readonly output: z.ZodType }>;
  /** The tenant's own addresses in an input's `config`. The first is the one messages leave from. */
  addresses(config: never): readonly KeyedAddress[];
  /** Null: an answer goes back the way the question came in, as on web chat and in calls. */
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

/** Voice from a browser and chat on a page have a session for an address, which vouches for nobody. */
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
 * Whether free text is taken now. A customer who never wrote opened no window. The last millisecond is left to the
 * provider, whose clock decides.
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
 * Providers' codes for free text outside of the hours a customer's message opens: Twilio's and Meta's of WhatsApp,
 * Meta's of Instagram (code and subcode).
 */
const windowClosedCodes: readonly string[] = ["63016", "131047", "10.2534022"];

export function isWindowClosed(errorCode: string | null): boolean {
  return errorCode !== null && windowClosedCodes.includes(errorCode);
}
