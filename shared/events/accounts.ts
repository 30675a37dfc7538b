import { z } from "zod";
import { eventType } from "./event-type.ts";

/** The languages of the console. */
export const consoleLanguages = ["en", "hi", "ur"] as const;

/**
 * Somebody asked for a link that signs in the person with this id, who may not exist: the id is derived from the address
 * that was given. `next` is a path of the console, `language` the one that its page was read in.
 */
export const signInLinkRequested = eventType(
  "sign-in-link-requested",
  z.object({
    personId: z.string(),
    next: z.string().nullable(),
    language: z.enum(consoleLanguages).default("en"),
  }),
);
