import { z } from "zod";
import type { Collection } from "../platform/documents.ts";
import { byCustomer } from "../platform/personal-data.ts";
import type { Value } from "./value.ts";

const OperationRunRecord = z.object({
  operation: z.string(),
  customerId: z.string(),
  conversationId: z.string(),
  /** What the agent was told. */
  told: z.unknown() as z.ZodType<Value>,
  at: z.string(),
});
export type OperationRunRecord = z.infer<typeof OperationRunRecord>;

/** How long a repeated call finds its earlier run. Calls are repeated within hours. */
const keptMs = 30 * 24 * 3_600_000;

/** Runs that changed rows, by the call's key: written with the rows, so that a repeated call changes nothing again. */
export const operationRuns: Collection<OperationRunRecord> = {
  name: "operation-runs",
  schema: OperationRunRecord,
  indexes: [["customerId"]],
  confidential: true,
  personal: { fields: ["told", "customerId", "conversationId"], find: byCustomer("customerId") },
  expiry: ({ at }) => new Date(Date.parse(at) + keptMs),
};
