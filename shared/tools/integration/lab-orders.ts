import { z } from "zod";
import type { Collection } from "../../platform/documents.ts";
import { byCustomer } from "../../platform/personal-data.ts";
import { deriveId } from "../../runtime/ids.ts";

const LabOrderRecord = z.object({
  /** The laboratory's id. */
  orderId: z.string(),
  /** The integration's name. */
  integration: z.string(),
  customerId: z.string(),
  conversationId: z.string(),
  tests: z.array(z.string()),
  status: z.literal(["ordered", "ready", "overdue"]),
  placedAt: z.string(),
});
export type LabOrderRecord = z.infer<typeof LabOrderRecord>;

/** Orders that customers made through a tool. Only their own customer reads their results. */
export const labOrders: Collection<LabOrderRecord> = {
  name: "lab-orders",
  schema: LabOrderRecord,
  indexes: [["customerId", "placedAt desc"]],
  confidential: true,
  personal: { fields: ["tests", "orderId"], find: byCustomer("customerId", "placedAt desc") },
};

export function labOrderKey(integration: string, orderId: string): string {
  return deriveId("lab-order", integration, orderId);
}
