import { z } from "zod";

/** A message that a provider took from the product, whatever became of it. */
export interface SentMessage {
  readonly provider: string;
  readonly channel: string;
  /** As people write it: a number without the channel's prefix. */
  readonly to: string;
  readonly from: string;
  readonly text: string;
  /** Null where the channel has none or free text was sent. */
  readonly template: string | null;
  readonly status: string;
}

type Ask = (path: string) => Promise<unknown>;

const TwilioMessages = z.array(
  z.object({
    to: z.string(),
    from: z.string().nullable(),
    body: z.string(),
    direction: z.string(),
    status: z.string(),
  }),
);

/** One reader a provider, each of a control of the sandbox. */
const readers: readonly ((ask: Ask) => Promise<readonly SentMessage[]>)[] = [
  async (ask) =>
    TwilioMessages.parse(await ask("twilio/messages"))
      .filter(({ direction }) => direction !== "inbound")
      .map(({ to, from, body, status }) => ({
        provider: "twilio",
        channel: to.startsWith("whatsapp:") ? "whatsapp" : "sms",
        to: to.replace("whatsapp:", ""),
        from: (from ?? "").replace("whatsapp:", ""),
        text: body,
        template: null,
        status,
      })),
];

/** Everything that left for customers, in the order each provider got it. `ask` reads a control of the sandbox. */
export async function sentMessages(ask: Ask): Promise<readonly SentMessage[]> {
  return (await Promise.all(readers.map((read) => read(ask)))).flat();
}
