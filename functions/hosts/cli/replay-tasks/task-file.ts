import { z } from "zod";
import type { Cell } from "../../../../shared/tables/cell.ts";

const Json: z.ZodType<Cell> = z.json();

const Provenance = z
  .strictObject({
    table: z.string().describe("The table with one row for each person."),
    key: z.union([z.string(), z.number()]).describe("The key of the person's row."),
  })
  .describe("Who the customer has proven to be.");

const Call = {
  name: z.string().min(1).describe("The tool's name."),
  arguments: z.record(z.string(), Json).default({}).describe("What the model gives."),
  identity: Provenance.nullable().optional().describe("In place of the task's. Null: the customer has proven nothing."),
  agreed: z
    .boolean()
    .default(true)
    .describe("False: nobody says yes where the tool asks for confirmation or approval."),
};

const says = z.string().optional().describe("A text that the tool's answer contains, such as the reason of a refusal.");

const Action = z.strictObject({
  ...Call,
  expect: z
    .literal(["done", "refused", "any"])
    .optional()
    .describe("What must come of it. Default: the `expect` of the file."),
  says,
  returns: Json.optional().describe("What the tool must answer. Of a map, only these keys are compared."),
});
export type Action = z.output<typeof Action>;

const Violation = z.strictObject({
  ...Call,
  says,
  when: z
    .literal(["before", "after"])
    .default("after")
    .describe("Tried before the task's actions, or after them as a second attempt."),
});
export type Violation = z.output<typeof Violation>;

const RowsByKey = z.record(z.string(), Json);

/** Rows as they stand in a file: a list, or a map by their keys. */
export const Rows = z.union([z.array(z.record(z.string(), Json)), z.record(z.string(), z.record(z.string(), Json))]);

const Expected = z
  .strictObject({
    changes: z
      .record(z.string(), RowsByKey)
      .optional()
      .describe("By table and key, a JSON Merge Patch (RFC 7396) of each row that changes. Every other row stays."),
    rows: z
      .record(z.string(), z.record(z.string(), z.record(z.string(), Json).nullable()))
      .optional()
      .describe("By table and key, whole rows as they are afterwards; null for a deleted one. Every other row stays."),
    tables: z.record(z.string(), Rows).optional().describe("Whole tables as they are afterwards. The others stay."),
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/, "must be 64 hexadecimal digits")
      .optional()
      .describe("The digest of all tables afterwards (docs/replay-tasks.md)."),
  })
  .refine((given) => Object.values(given).filter((part) => part !== undefined).length === 1, {
    error: "must have one of `changes`, `rows`, `tables` and `sha256`",
  });
export type Expected = z.output<typeof Expected>;

const Customer = z.strictObject({
  phone: z.string().optional().describe("E.164. The customer writes from this number."),
  email: z.string().optional().describe("In place of a phone: the customer writes from this mail address."),
  name: z.string().optional(),
});
export type Customer = z.output<typeof Customer>;

const Task = z.strictObject({
  id: z.union([z.string().min(1), z.number()]).transform(String),
  description: z.string().optional(),
  now: z.iso.datetime({ offset: true }).optional().describe("The time of this task. Default: the time of the file."),
  customer: Customer.optional().describe("Who writes. Default: an anonymous visitor of the web chat."),
  identity: Provenance.optional(),
  actions: z.array(Action).default([]).describe("Calls in order, as a model makes them."),
  expected: Expected.optional().describe("The tables after the actions. Default: nothing is compared."),
  violations: z
    .array(Violation)
    .default([])
    .describe("Calls that must be refused. Each is tried alone and must change nothing."),
});
export type Task = z.output<typeof Task>;

const File = z.strictObject({
  now: z.iso
    .datetime({ offset: true })
    .optional()
    .describe("What the clock says during every task. Default: the real time."),
  expect: z.literal(["done", "any"]).default("done").describe("What must come of an action that does not say it."),
  ignore: z
    .array(z.string())
    .default([])
    .describe("Names of tools that change nothing and that this configuration does without. Their calls are left out."),
  tasks: z.array(Task).min(1),
});
export type TaskFile = z.output<typeof File>;

/** `tasks.json`: a list of tasks, or a section with defaults for them. */
export const TaskFile = z
  .preprocess((given) => (Array.isArray(given) ? { tasks: given } : given), File)
  .superRefine(({ tasks }, context) => {
    const seen = new Set<string>();
    for (const [index, { id }] of tasks.entries()) {
      if (seen.has(id)) context.addIssue({ code: "custom", path: ["tasks", index, "id"], message: `"${id}" is taken` });
      seen.add(id);
    }
  });
