import { z } from "zod";
import type { Capability, Kind } from "../../schema/capability.ts";
import { Name, ShortText, uniqueBy } from "../../schema/scalars.ts";

/** A capability that a client requested and that is not built yet. */
const MissingCapability = z.strictObject({
  name: Name.describe("Its name."),
  description: ShortText.describe("What it is to do."),
  required_for: z.array(Name).default([]).describe("What needs it."),
  github_issue_created: z.boolean().default(false).describe("Whether there is an issue for it."),
  issue_id: ShortText.optional().describe("That issue."),
  estimated_complexity: z.literal(["low", "medium", "high"]).optional().describe("How much work it is."),
});

/** `available` is a union discriminated by `type`, with one member for each kind. `more` is what every entry may set. */
export function capabilities(kinds: readonly Kind[], more: z.ZodRawShape = {}) {
  const members = kinds.map(({ kind, config }) =>
    z.strictObject({
      name: Name.describe("Its name, which other parts of the file refer to."),
      type: z.literal(kind).describe("Its kind."),
      description: ShortText.optional().describe("What it is for. The model reads a tool's description."),
      config: config.prefault({}).describe("The settings of this kind."),
      ...more,
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
      available: (available as unknown as z.ZodType<Capability[]>).describe("Those that the agent has."),
      missing: z
        .array(MissingCapability)
        .default([])
        .describe(
          "Those that the client has asked for and that are not built. The agent says plainly that it cannot do them, and what customers ask for is counted: `npm run cli -- missing`.",
        ),
    })
    .prefault({} as never);
}
