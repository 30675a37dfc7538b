import type { EventType, PaymentSettled } from "../../../../shared/events/index.ts";
import type { Route, RouteGroup } from "../../../../shared/http/route.ts";
import type { NewEvent } from "../../../../shared/runtime/step.ts";
import type { SendReport } from "../conversation.ts";
import type { ConversationWith, Engagement, NoState, StateOf, StateShape } from "./feature-state.ts";
import type { StepDependencies } from "./feature-step.ts";
import type { TurnPart } from "./turn-part.ts";

/**
 * A conversation feature: one folder and one entry in index.ts. Every function loads the entry and the folder's
 * state.ts. Other files load only in the functions that run them. A feature sees the engine's fields and its own, never
 * another feature's.
 */
export interface Feature<S extends StateShape = NoState> {
  readonly name: string;
  /** The fields that the feature adds to the conversation. */
  readonly state: S;
  /** The feature's part in turns. */
  turn?(): Promise<TurnPart<S>>;
  /** What its part in turns publishes and schedules. */
  readonly publishes?: readonly EventType<unknown>[];
  readonly schedules?: readonly EventType<unknown>[];
  readonly steps?: readonly FeatureStep<S>[];
  readonly routes?: readonly FeatureRoutes<S>[];
  /** Updates the feature's fields after senders' reports. Pure. */
  settle?(conversation: ConversationWith<S>, reports: readonly SendReport[], now: Date): Partial<StateOf<S>>;
  /** Pure. */
  engagement?(conversation: ConversationWith<S>, now: Date): Partial<Engagement>;
  /** Updates the feature's fields after a session ended by itself. Pure. */
  endSession?(conversation: ConversationWith<S>): Partial<StateOf<S>>;
  /** Updates the feature's fields when a message begins a new session, however the last one ended. Pure. */
  beginSession?(conversation: ConversationWith<S>): Partial<StateOf<S>>;
  /** Handles payments and refunds. */
  payments?(): Promise<PaymentPart<S>>;
}

export interface PaymentPart<S extends StateShape> {
  readonly publishes: readonly EventType<unknown>[];
  /** Pure. */
  afterPayment(
    conversation: ConversationWith<S>,
    payment: PaymentSettled,
  ): { readonly state: Partial<StateOf<S>>; readonly publish: readonly NewEvent[] };
}

export interface FeatureStep<S extends StateShape> {
  readonly name: string;
  /** Names the function's production resources in functions/app/instances.ts. */
  readonly instances: "recording" | "speaking" | "calling";
  load(dependencies: StepDependencies<S>): Promise<{ readonly name: string }>;
}

/** An API resource and its path prefixes. See `RouteGroup`. */
export interface FeatureRoutes<S extends StateShape> {
  readonly under: RouteGroup["under"];
  open(dependencies: StepDependencies<S>): Promise<readonly Route[]>;
}
