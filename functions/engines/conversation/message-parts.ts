import { z } from "zod";
import type { Inbound } from "./conversation.ts";

const Line = z.string();

/** What a customer's message holds besides its text and files, as the API shows it. */
const DetailsView = z.object({
  order: z
    .object({
      catalogue_id: Line.nullable(),
      note: Line,
      items: z.array(
        z.object({
          id: Line,
          name: Line.optional().describe("The tenant's own name of the item, where its catalogue has the id."),
          quantity: z.number().nullable(),
          price: z.number().nullable().describe("As the customer's app showed it. It is no price of the tenant."),
          currency: Line.nullable(),
        }),
      ),
    })
    .optional(),
  form: z.object({ answers: z.array(z.object({ field: Line, answer: Line })) }).optional(),
  place: z.object({ latitude: Line, longitude: Line, name: Line, address: Line }).optional(),
  contacts: z
    .array(z.object({ name: Line, phones: z.array(Line) }))
    .optional()
    .describe("Contacts that the customer shared."),
  referral: z
    .object({
      headline: Line,
      text: Line,
      url: Line.nullable(),
      source_type: Line.nullable(),
      source_id: Line.nullable(),
      click_id: Line.nullable(),
    })
    .optional()
    .describe("The ad or post from which the customer came."),
  quoted: z
    .object({
      message_id: Line,
      provider_message_id: Line,
      text: Line.optional(),
      role: z.enum(["customer", "agent", "operator"]).optional(),
    })
    .optional()
    .describe("The earlier message that this one answers. Its text is absent where it is no longer known."),
  story: z.object({ kind: z.enum(["reply", "mention"]), url: Line.nullable() }).optional(),
  unread: Line.optional().describe("The provider's word for what could not be read."),
});

/** The fields that messages and turns share. */
export const MessageParts = {
  details: DetailsView.optional(),
  edits: Line.optional().describe("The id of the earlier message whose wording this one replaces."),
  earlier: z.array(Line).optional().describe("The earlier wordings of a changed message, oldest first."),
  deleted_at: Line.optional().describe("When the customer deleted the message. Its words and files are gone."),
};

interface PartsView {
  readonly details?: z.infer<typeof DetailsView>;
  readonly edits?: string;
  readonly earlier?: string[];
  readonly deleted_at?: string;
}

export function partsView({
  details,
  edits,
  earlier,
  deletedAt,
}: Pick<Inbound, "details" | "edits" | "earlier" | "deletedAt">): PartsView {
  return {
    ...(details === undefined ? {} : { details: detailsView(details) }),
    ...(edits === undefined ? {} : { edits }),
    ...(earlier === undefined ? {} : { earlier: [...earlier] }),
    ...(deletedAt === undefined ? {} : { deleted_at: deletedAt }),
  };
}

function detailsView({
  order,
  referral,
  quoted,
  ...same
}: NonNullable<Inbound["details"]>): z.infer<typeof DetailsView> {
  return {
    ...same,
    ...(order ? { order: { catalogue_id: order.catalogueId, note: order.note, items: order.items } } : {}),
    ...(referral ? { referral: referralView(referral) } : {}),
    ...(quoted ? { quoted: quotedView(quoted) } : {}),
  };
}

function referralView({
  sourceType,
  sourceId,
  clickId,
  ...same
}: NonNullable<NonNullable<Inbound["details"]>["referral"]>) {
  return { ...same, source_type: sourceType, source_id: sourceId, click_id: clickId };
}

function quotedView({
  messageId,
  providerMessageId,
  text,
  by,
}: NonNullable<NonNullable<Inbound["details"]>["quoted"]>) {
  return {
    message_id: messageId,
    provider_message_id: providerMessageId,
    ...(text === undefined ? {} : { text }),
    ...(by === undefined ? {} : { role: by }),
  };
}
