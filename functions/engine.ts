import type { Route } from "../shared/http/route.ts";
import type { OwnedDocument } from "../shared/runtime/owned-document.ts";
import type { AnyStep } from "../shared/runtime/step.ts";
import type { Composition } from "./compose.ts";

/** A part of the product that handles events: its folder holds the steps, their documents and its HTTP resources. */
export interface Engine {
  readonly name: string;
  /** Each becomes a subscription, and in production a function of its own. */
  steps(composition: Composition): readonly AnyStep[];
  routes(composition: Composition): readonly Route[];
  /** What its steps own: the sweeper looks after their outboxes. */
  readonly documents: readonly OwnedDocument<unknown>[];
}

/** Lets lists hold steps of different events and documents. */
export function steps(...list: readonly object[]): readonly AnyStep[] {
  return list as readonly AnyStep[];
}
