import { z } from "zod";
import { eventType } from "./event-type.ts";

/**
 * Somebody asked for a link that signs in the person with this id, who may not exist: the id is derived from the address
 * that was given. `next` is a path of the console.
 */
export const signInLinkRequested = eventType(
  "sign-in-link-requested",
  z.object({ personId: z.string(), next: z.string().nullable() }),
);
