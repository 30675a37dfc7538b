import { z } from "zod";
import type { Collection } from "../platform/documents.ts";

/** What other engines may read of the documents that an engine owns. */
export type ReadModel<State> = Collection<{ readonly state: State }>;

/**
 * A read model of the collection `name`. Its owner builds its own schema from the same `state`, so that a change of
 * either that the other cannot follow does not compile. `indexes` are those of the owner that readers query by.
 */
export function readModel<State>(definition: {
  readonly name: string;
  readonly state: z.ZodType<State>;
  /** Field paths within the state. */
  readonly indexes: readonly (readonly string[])[];
}): ReadModel<State> {
  const { name, state, indexes } = definition;
  return {
    name,
    schema: z.object({ state }) as unknown as z.ZodType<{ readonly state: State }>,
    indexes: indexes.map((index) => index.map((field) => `state.${field}`)),
    confidential: true,
  };
}
