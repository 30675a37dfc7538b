import { z } from "zod";
import type { Collection } from "../platform/documents.ts";

/** The part of an engine's documents that other engines may read. */
export type ReadModel<State> = Collection<{ readonly state: State }>;

/**
 * A read model of the collection `name`. The owner builds its schema from the same `state`, so an incompatible change
 * to either does not compile. `indexes` are the owner's indexes that readers use.
 */
export function readModel<State>(definition: {
  readonly name: string;
  readonly state: z.ZodType<State>;
  /** Field paths within the state. */
  readonly indexes: readonly (readonly string[])[];
  /** The times among them that the owner spreads. */
  readonly spread?: readonly string[];
  /** As the owner declares it. Default: true, because most read models are of what people said. */
  readonly confidential?: boolean;
}): ReadModel<State> {
  const { name, state, indexes, spread = [], confidential = true } = definition;
  return {
    name,
    schema: z.object({ state }) as unknown as z.ZodType<{ readonly state: State }>,
    indexes: indexes.map((index) => index.map((field) => `state.${field}`)),
    spread: spread.map((field) => `state.${field}`),
    confidential,
    personal: "declared-by-owner",
  };
}
