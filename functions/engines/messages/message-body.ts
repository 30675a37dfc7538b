import { z } from "zod";
import { PublicFile } from "../../../shared/channels/sending/public-file.ts";
import { ChannelType, Choice, Purpose } from "../../../shared/events/index.ts";

/** The body of `POST /v1/messages`. */
export const MessageBody = z
  .strictObject({
    customer_id: z.string().min(1).max(64).optional().describe("Where they were last in contact, or on `channel`."),
    conversation_id: z.string().min(1).max(64).optional().describe("The conversation that gets the message."),
    channel: ChannelType.optional().describe("The channel of `address`, or the one to reach `customer_id` on."),
    address: z.string().min(1).max(320).optional().describe("A phone number such as +919812345678, or an e-mail."),
    purpose: Purpose.default("service").describe("marketing needs consent where the configuration requires it."),
    text: z.string().min(1).max(4_000).optional().describe("Placeholders such as {order} are filled from `values`."),
    values: z
      .record(z.string().regex(/^[A-Za-z_]\w{0,63}$/), z.union([z.string().max(2_000), z.number(), z.boolean()]))
      .refine((values) => Object.keys(values).length <= 50, "must have at most 50 entries")
      .default({})
      .describe("What the placeholders of `text` and of the template stand for."),
    choices: z.array(Choice).max(10).default([]).describe("Buttons, or numbered lines where the channel has none."),
    media: z
      .array(PublicFile)
      .max(10)
      .default([])
      .describe("Files that the channel's provider fetches: public https URLs. A link where the channel has no files."),
    template: z
      .strictObject({
        name: z.string().min(1).max(512),
        values: z
          .record(z.string().max(60), z.string().max(1_000))
          .refine((values) => Object.keys(values).length <= 50, "must have at most 50 entries")
          .default({}),
        language: z
          .string()
          .regex(/^[A-Za-z]{2,3}([_-][A-Za-z]{2})?$/, "must be a language such as en or pt_BR")
          .optional()
          .describe("The only language to send it in. Default: the customer's, where that version is approved."),
      })
      .optional()
      .describe("Sent as it is without `text`; with `text`, only where the channel does not allow free text."),
    config_id: z
      .string()
      .min(1)
      .max(64)
      .optional()
      .describe("The name of an active configuration. 409 when the conversation is open under another one."),
  })
  .refine(
    (to) => [to.customer_id, to.conversation_id, to.address].filter((given) => given !== undefined).length === 1,
    "must name one of customer_id, conversation_id and address",
  )
  .refine((to) => to.address === undefined || to.channel !== undefined, "must name the channel of the address")
  .refine(
    (to) => to.conversation_id === undefined || to.channel === undefined,
    "must not name a conversation's channel",
  )
  .refine(
    ({ text, template, media }) => text !== undefined || template !== undefined || media.length > 0,
    "must have a text, a template or media",
  )
  .refine(({ text, choices }) => text !== undefined || choices.length === 0, "must have a text with its choices")
  .refine(
    ({ text, template, media }) => template === undefined || text !== undefined || media.length === 0,
    "must have a text with its media: a template alone carries no files",
  );
export type MessageBody = z.infer<typeof MessageBody>;
