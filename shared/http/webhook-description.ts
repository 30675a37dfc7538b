import type { z } from "zod";

/** A request that the product makes to a tenant's own server, for the API's document. */
export interface WebhookDescription {
  /** Its `type`: `message.received`. */
  readonly name: string;
  readonly summary: string;
  /** The paths of its fields that say something about a person, from the body: `data.text`. */
  readonly personal: readonly string[];
  readonly body: z.ZodType;
  readonly example: object;
}
