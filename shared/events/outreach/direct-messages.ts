import { z } from "zod";
import { Content, TemplateUse } from "../conversation/content.ts";
import { eventType } from "../event-type.ts";
import { Purpose, Recipient } from "./messages.ts";

/** What a direct message needs until its outcome is final. */
export const DirectMessageWish = z.object({
  purpose: Purpose,
  conversationId: z.string(),
  recipient: Recipient,
  content: Content,
  template: TemplateUse.nullable(),
  byTemplate: z.boolean().optional(),
  configName: z.string().nullable(),
  operator: z.string().optional(),
  /** Who tests the channel with it, on an address of their own. */
  testBy: z.string().optional(),
});
export type DirectMessageWish = z.infer<typeof DirectMessageWish>;

/** A tenant's own system asks to send one message to one customer. */
export const directMessageOrdered = eventType(
  "direct-message-ordered",
  DirectMessageWish.extend({ directMessageId: z.string() }),
);
export type DirectMessageOrdered = z.infer<typeof directMessageOrdered.schema>;

/** The time has come to request a deferred message again. An event of an earlier attempt is void. */
export const directMessageDue = eventType(
  "direct-message-due",
  z.object({ directMessageId: z.string(), attempt: z.number().int().min(2) }),
);
export type DirectMessageDue = z.infer<typeof directMessageDue.schema>;
