import { z } from "zod";
import { ChannelType } from "../../../../shared/events/index.ts";

/** One kind of event that a tenant's server may choose. `data` is what its body holds. */
export interface WebhookEvent<Data extends z.ZodObject = z.ZodObject> {
  /** When it is sent. */
  readonly summary: string;
  /** The fields of `data` that say something about a person. Ids are not among them: alone they name nobody. */
  readonly personal: readonly (keyof Data["shape"] & string)[];
  readonly data: Data;
  readonly example: z.input<Data>;
}

/** Lets the compiler check the example and the personal fields against the schema. */
export function webhookEvent<Data extends z.ZodObject>(definition: WebhookEvent<Data>): WebhookEvent<Data> {
  return definition;
}

export const Channel = ChannelType.describe("The channel of the conversation.");
export const ConversationId = z.string().describe("The conversation's id.");
export const CustomerId = z.string().describe("The customer's id.");
export const Time = z.string().describe("ISO time, in UTC.");

export const exampleIds = {
  conversation_id: "c0a1f2e3d4b5a6978812c0a1f2e3d4b5",
  customer_id: "9eM1yiqiWAIvyl_bdQ_T_Q",
};
