import type { TenantConfig } from "../../../../shared/config/index.ts";
import type { ChannelType } from "../../../../shared/events/index.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import type { Role } from "../../../../shared/security/tokens/identity.ts";
import type { Transcript } from "../transcript.ts";
import type { LocalProduct } from "./local-product.ts";
import type { ModelScript } from "./model-script.ts";
import type { RecordedMessage } from "./sent-messages.ts";

export interface SimulatedCustomer {
  readonly address: string;
  readonly name: string;
  readonly channel: ChannelType;
}

/** The customer with this name, or the scenario's main customer without one. @throws Error for an unknown name. */
export function findScenarioCustomer({ customer, customers }: Stage, name: string | undefined): SimulatedCustomer {
  if (name === undefined) return customer;
  const found = customers.get(name);
  if (found) return found;
  throw new Error(`The scenario has no customer "${name}" under \`customers\`: ${[...customers.keys()].join(", ")}.`);
}

export interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** The environment of a scenario's steps: a product with one tenant, its customers, and the transcript. */
export interface Stage {
  readonly product: LocalProduct;
  readonly tenant: { readonly id: TenantId; readonly config: TenantConfig };
  readonly customer: SimulatedCustomer;
  /** The scenario's other customers, by name. */
  readonly customers: ReadonlyMap<string, SimulatedCustomer>;
  /** The folder of the scenario's file, to which other paths are relative. */
  readonly folder: string;
  readonly transcript: Transcript;
  /** The values of `{name}` placeholders. */
  readonly names: Map<string, string>;
  api(line: string, call?: { readonly role?: Role; readonly body?: unknown }): Promise<ApiAnswer>;
  /** Reads a control of the sandbox, or posts to it. @throws Error with the response if it fails. */
  sandbox(path: string, body?: unknown): Promise<unknown>;
  /** Queues answers of a model's stand-in. */
  scriptModel(script: ModelScript): Promise<void>;
  sent(): Promise<readonly RecordedMessage[]>;
  /** The customer's conversation on their channel; undefined before they have one. */
  conversationOf(customer: SimulatedCustomer): Promise<string | undefined>;
  /** The customer's messages from the agent and operators, oldest first. */
  received(customer: SimulatedCustomer): Promise<readonly string[]>;
  /** The customer's new messages since they last wrote. */
  replies(customer: SimulatedCustomer): Promise<readonly string[]>;
  /** Marks that the customer writes now. */
  speaks(customer: SimulatedCustomer): Promise<void>;
  /** Advances the clock to `until` or until `met` holds, and adds due events to the transcript. */
  passTime(until: Date, met?: () => Promise<boolean>): Promise<void>;
  /** Adds new tool calls and messages to the transcript. */
  takeNotes(): Promise<void>;
  /** Whether `met` holds now or within `withinMs` of virtual time. */
  within(withinMs: number, met: () => Promise<boolean>): Promise<boolean>;
}
