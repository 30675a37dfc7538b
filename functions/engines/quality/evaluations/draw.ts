import { z } from "zod";
import { ownedDocument } from "../../../../shared/runtime/owned-document.ts";

const keptForMs = 90 * 24 * 3_600_000;

const Draw = z.object({ evaluationId: z.string(), at: z.string() });
export type Draw = z.infer<typeof Draw>;

/** That a session was drawn for evaluation, so that it is drawn once. */
export const draws = ownedDocument<Draw>({
  name: "quality-draws",
  state: Draw,
  indexes: [],
  confidential: false,
  personal: "nothing",
  expiry: ({ at }) => new Date(Date.parse(at) + keptForMs),
});
