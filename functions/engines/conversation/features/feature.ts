import type { z } from "zod";
import type { PersonalCollection } from "../../../../shared/customers/personal.ts";
import type { PaymentSettled } from "../../../../shared/events/index.ts";
import type { Route, RouteGroup } from "../../../../shared/http/route.ts";
import type { NewEvent } from "../../../../shared/runtime/step.ts";
import type { Instances } from "../../../app/instances.ts";
import type { Conversation, SendReport } from "../conversation.ts";
import type { StepDependencies } from "./feature-step.ts";
import type { TurnPart } from "./turn-part.ts";

/** Fields of the conversation, each with a default for conversations that do not have it yet. */
export type StateShape = Readonly<Record<string, z.ZodType>>;
/** The state of a feature that keeps nothing in the conversation. */
export type NoState = Readonly<Record<never, z.ZodType>>;
export type StateOf<S extends StateShape> = keyof S extends never ? unknown : z.output<z.ZodObject<S>>;
/** A conversation as one feature sees it: the engine's own fields and the feature's. */
export type ConversationWith<S extends StateShape> = Conversation & StateOf<S>;

/** What features tell each other of a conversation, so that no feature knows another. */
export interface Engagement {
  /** The customer wants no messages on this channel. */
  readonly hasOptedOut: boolean;
  /** A question or an offer of ours waits for the customer's answer. */
  readonly awaitsAnswer: boolean;
  /** When the customer last said that they were displeased. */
  readonly displeasedAt: string | null;
}

/**
 * A feature of conversations: one folder, and one entry in index.ts. Every function loads the entry and the folder's
 * state.ts; the rest is loaded by the functions that run it. A feature sees the engine's fields and its own, never
 * another feature's.
 */
export interface Feature<S extends StateShape = NoState> {
  readonly name: string;
  /** The fields that it adds to the conversation. */
  readonly state: S;
  /** Its part in turns. */
  turn?(): Promise<TurnPart<S>>;
  readonly steps?: readonly FeatureStep<S>[];
  readonly routes?: readonly FeatureRoutes<S>[];
  /** What it stores about customers outside of the conversation. */
  personal?(): Promise<readonly PersonalCollection[]>;
  /** Its fields after what senders reported. Pure. */
  settle?(conversation: ConversationWith<S>, reports: readonly SendReport[], now: Date): Partial<StateOf<S>>;
  /** Pure. */
  engagement?(conversation: ConversationWith<S>, now: Date): Partial<Engagement>;
  /** Its fields after the session has ended by itself. Pure. */
  endSession?(conversation: ConversationWith<S>): Partial<StateOf<S>>;
  /** What it makes of a payment that was made or returned. */
  payments?(): Promise<PaymentPart<S>>;
}

export interface PaymentPart<S extends StateShape> {
  /** Pure. */
  afterPayment(
    conversation: ConversationWith<S>,
    payment: PaymentSettled,
  ): { readonly state: Partial<StateOf<S>>; readonly publish: readonly NewEvent[] };
}

export interface FeatureStep<S extends StateShape> {
  readonly name: string;
  readonly instances: Instances;
  load(dependencies: StepDependencies<S>): Promise<{ readonly name: string }>;
}

/** A resource of the API and the paths it lies under; see `RouteGroup`. */
export interface FeatureRoutes<S extends StateShape> {
  readonly under: RouteGroup["under"];
  open(dependencies: StepDependencies<S>): Promise<readonly Route[]>;
}
