import { z } from "zod";
import { eventType } from "../event-type.ts";

/** Somebody tries a configuration that is not stored yet, in a sandbox tenant of its own. */
export const draftOpened = eventType(
  "draft-opened",
  z.object({
    draftId: z.string(),
    configName: z.string(),
    /** What it is opened for. An older release opens tests only. */
    purpose: z.literal(["test", "rerun"]).default("test"),
    sandbox: z.string(),
    by: z.string(),
    at: z.string(),
    expiresAt: z.string(),
  }),
);
export type DraftOpened = z.infer<typeof draftOpened.schema>;

/** A draft's time is over: its sandbox tenant is to be removed. */
export const draftCloseDue = eventType(
  "draft-close-due",
  z.object({
    draftId: z.string(),
    /** The second removal, of what calls and turns that were under way wrote after the first. */
    isLast: z.boolean().default(false),
  }),
);
