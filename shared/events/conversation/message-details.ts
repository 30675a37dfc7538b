import { z } from "zod";

const Line = z.string();

/** One item of a cart. `name` is the tenant's own name of it, where its catalogue has the id. */
const OrderItem = z.object({
  id: Line,
  name: Line.optional(),
  quantity: z.number().nullable(),
  /** As the customer's app showed it, in major units. It is no price of the tenant. */
  price: z.number().nullable(),
  currency: Line.nullable(),
});

export const Order = z.object({ catalogueId: Line.nullable(), note: Line, items: z.array(OrderItem) });
export type Order = z.infer<typeof Order>;

/** A filled-in form: WhatsApp's flows. */
export const Form = z.object({ answers: z.array(z.object({ field: Line, answer: Line })) });
export type Form = z.infer<typeof Form>;

/** Coordinates as the channel wrote them, which keeps their precision. */
export const Place = z.object({ latitude: Line, longitude: Line, name: Line, address: Line });
export type Place = z.infer<typeof Place>;

export const ContactCard = z.object({ name: Line, phones: z.array(Line) });
export type ContactCard = z.infer<typeof ContactCard>;

/** The ad or post from which the customer came. */
export const Referral = z.object({
  headline: Line,
  text: Line,
  url: Line.nullable(),
  /** `ad`, `post`, … as the provider says. */
  sourceType: Line.nullable(),
  sourceId: Line.nullable(),
  /** WhatsApp's click id, for the ad's conversion reports. */
  clickId: Line.nullable(),
});
export type Referral = z.infer<typeof Referral>;

/** The earlier message that the customer quotes. `text` and `by` are set once the conversation knows it. */
export const Quoted = z.object({
  /** The provider's id, which our own messages are known by. */
  providerMessageId: Line,
  /** The product's id, which customers' messages are known by. */
  messageId: Line,
  text: Line.optional(),
  by: z.literal(["customer", "agent", "operator"]).optional(),
});
export type Quoted = z.infer<typeof Quoted>;

/** An Instagram story that the message replies to, or that mentions the tenant. */
export const Story = z.object({ kind: z.literal(["reply", "mention"]), url: Line.nullable() });
export type Story = z.infer<typeof Story>;

/** What a message holds besides its text and files, in parts. The text says the same in words where it has no own. */
export const MessageDetails = z.object({
  order: Order.optional(),
  form: Form.optional(),
  place: Place.optional(),
  contacts: z.array(ContactCard).optional(),
  referral: Referral.optional(),
  quoted: Quoted.optional(),
  story: Story.optional(),
  /** The provider's word for a message, or for a part of it, that the product cannot read. */
  unread: Line.optional(),
});
export type MessageDetails = z.infer<typeof MessageDetails>;
