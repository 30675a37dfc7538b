import { z } from "zod";
import type { Capability, Kind } from "../../schema/capability.ts";
import { Name, ShortText, uniqueBy } from "../../schema/scalars.ts";

/** A capability that a client requested and that is not built yet. */
const MissingCapability = z.strictObject({
  name: Name,
  description: ShortText,
  required_for: z.array(Name).default([]),
  github_issue_created: z.boolean().default(false),
  issue_id: ShortText.optional(),
  estimated_complexity: z.literal(["low", "medium", "high"]).optional(),
});

/** `available` is a union discriminated by `type`, with one member for each kind. */
export function capabilities(kinds: readonly Kind[]) {
  const members = kinds.map(({ kind, config }) =>
    z.strictObject({
      name: Name,
      type: z.literal(kind),
      description: ShortText.optional(),
      config: config.prefault({}),
    }),
  );
  const [first, ...rest] = members;
  if (first === undefined) throw new Error("The capabilities schema needs at least one kind.");
  const available = z
    .array(z.discriminatedUnion("type", [first, ...rest]))
    .superRefine(uniqueBy(({ name }) => name, "name"))
    .default([]);
  return z
    .strictObject({
      available: available as unknown as z.ZodType<Capability[]>,
      missing: z.array(MissingCapability).default([]),
    })
    .prefault({} as never);
}
