import type { TenantConfig } from "../../../shared/config/index.ts";
import type { ChannelType } from "../../../shared/events/index.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import type { Role } from "../../../shared/security/identity.ts";
import type { LocalProduct } from "./local-product.ts";
import type { SentMessage } from "./sent-messages.ts";
import type { Transcript } from "./transcript.ts";

export interface SimulatedCustomer {
  readonly address: string;
  readonly name: string;
  readonly channel: ChannelType;
}

/** The customer a step means; without a name the scenario's own. @throws Error for a name that it does not give. */
export function customerCalled({ customer, customers }: Stage, name: string | undefined): SimulatedCustomer {
  if (name === undefined) return customer;
  const found = customers.get(name);
  if (found) return found;
  throw new Error(`The scenario has no customer "${name}" under \`customers\`: ${[...customers.keys()].join(", ")}.`);
}

export interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** What the steps of a scenario play on: a product with one tenant, its customers, and what was said so far. */
export interface Stage {
  readonly product: LocalProduct;
  readonly tenant: { readonly id: TenantId; readonly config: TenantConfig };
  readonly customer: SimulatedCustomer;
  /** The others of the scenario, by the names it gives them. */
  readonly customers: ReadonlyMap<string, SimulatedCustomer>;
  /** Where the scenario's file lies: other files are named from there. */
  readonly folder: string;
  readonly transcript: Transcript;
  /** What `{name}` stands for. */
  readonly names: Map<string, string>;
  api(line: string, call?: { readonly role?: Role; readonly body?: unknown }): Promise<ApiAnswer>;
  /** Reads a control of the sandbox, or posts to it. @throws Error with its answer when it refuses. */
  sandbox(path: string, body?: unknown): Promise<unknown>;
  gemini(path: string, body?: unknown): Promise<unknown>;
  sent(): Promise<readonly SentMessage[]>;
  /** The customer's conversation on their channel; undefined before they have one. */
  conversationOf(customer: SimulatedCustomer): Promise<string | undefined>;
  /** What a customer has got from the agent and from operators, oldest first. */
  received(customer: SimulatedCustomer): Promise<readonly string[]>;
  /** What the customer got since they last spoke. */
  replies(customer: SimulatedCustomer): Promise<readonly string[]>;
  /** Marks that the customer speaks now. */
  speaks(customer: SimulatedCustomer): Promise<void>;
  /** Lets time pass, until `met` at the longest, and tells in the transcript what became due. */
  passTime(until: Date, met?: () => Promise<boolean>): Promise<void>;
  /** Adds to the transcript what was done and said since the last notes. */
  takeNotes(): Promise<void>;
  /** True as soon as `met` holds, at once or while `withinMs` pass. */
  within(withinMs: number, met: () => Promise<boolean>): Promise<boolean>;
}
