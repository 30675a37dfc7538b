import { z } from "zod";
import { readModel } from "./read-model.ts";

const RequestedCapability = z.object({
  kind: z.literal(["tool", "integration"]),
  name: z.string(),
  /** How often one conversation asked for it. */
  asked: z.number().int(),
  /** The newest time. */
  at: z.string(),
});
export type RequestedCapability = z.infer<typeof RequestedCapability>;

/** What customers asked for that a configuration lists as missing. The engine `insights` owns them. */
export const requestedCapabilities = readModel<RequestedCapability>({
  name: "capability-requests",
  state: RequestedCapability,
  indexes: [["at"]],
  confidential: false,
});
