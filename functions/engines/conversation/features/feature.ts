import type { PersonalCollection } from "../../../../shared/customers/personal.ts";
import type { PaymentSettled } from "../../../../shared/events/index.ts";
import type { Route, RouteGroup } from "../../../../shared/http/route.ts";
import type { NewEvent } from "../../../../shared/runtime/step.ts";
import type { SendReport } from "../conversation.ts";
import type { ConversationWith, Engagement, NoState, StateOf, StateShape } from "./feature-state.ts";
import type { StepDependencies } from "./feature-step.ts";
import type { TurnPart } from "./turn-part.ts";

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
  /** What its function is given in production: by its name in functions/app/instances.ts. */
  readonly instances: "recording" | "speaking";
  load(dependencies: StepDependencies<S>): Promise<{ readonly name: string }>;
}

/** A resource of the API and the paths it lies under; see `RouteGroup`. */
export interface FeatureRoutes<S extends StateShape> {
  readonly under: RouteGroup["under"];
  open(dependencies: StepDependencies<S>): Promise<readonly Route[]>;
}
