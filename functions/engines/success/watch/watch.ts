import { z } from "zod";
import { ownedDocument } from "../../../../shared/runtime/owned-document.ts";

export const SuccessWatch = z.object({
  /** `stopped`: no traffic for so long that nothing is to be looked at. The next conversation begins again. */
  status: z.literal(["watching", "stopped"]),
  /** Names the chain of looks. */
  round: z.string(),
  /** The last whole day that was looked at, in the client's zone. */
  day: z.string().nullable(),
  /** When the next look is due. */
  nextAt: z.string(),
});
export type SuccessWatch = z.infer<typeof SuccessWatch>;

/** A client has one: the chain of its daily looks. */
export const successWatches = ownedDocument<SuccessWatch>({
  name: "success-watches",
  state: SuccessWatch,
  indexes: [],
  confidential: false,
  personal: "nothing",
});
export const watchId = "watch";
