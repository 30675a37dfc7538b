import { z } from "zod";
import { emulatedProvider, sandboxProviders } from "../../../../emulators/sandbox/providers.ts";

const RecordedMessage = z.object({
  channel: z.string(),
  /** The address without the channel's prefix. */
  to: z.string(),
  from: z.string(),
  text: z.string(),
  /** Null for free text and for channels without templates. */
  template: z.string().nullable(),
  status: z.string(),
});

/** A message that a provider accepted from the product, whatever its delivery status. */
export interface RecordedMessage extends Readonly<z.infer<typeof RecordedMessage>> {
  readonly provider: string;
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

const MetaMessages = z.array(
  z.object({
    channel: z.string(),
    to: z.string(),
    from: z.string(),
    status: z.string(),
    body: z.looseObject({
      template: z.object({ name: z.string() }).optional(),
    }),
  }),
);

const Mails = z.array(
  z.object({ email: z.string(), from: z.string(), subject: z.string(), text: z.string(), events: z.array(z.string()) }),
);

/** All visible texts in a Meta message, in order. */
function visibleTexts(body: unknown, key = ""): readonly string[] {
  if (typeof body === "string") return readKeys.has(key) ? [body] : [];
  if (typeof body !== "object" || body === null) return [];
  return Object.entries(body).flatMap(([name, value]) => visibleTexts(value, Array.isArray(body) ? key : name));
}
const readKeys = new Set(["body", "text", "title", "description", "caption", "button", "header", "footer"]);

/** One reader per provider, each for one control of the sandbox. */
const readers: readonly ((ask: Ask) => Promise<readonly RecordedMessage[]>)[] = [
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
  async (ask) =>
    MetaMessages.parse(await ask("meta/messages")).map(({ channel, to, from, status, body }) => ({
      provider: "meta",
      channel,
      to: channel === "whatsapp" ? `+${to}` : to,
      from,
      text: visibleTexts(body).join("\n"),
      template: body.template?.name ?? null,
      status,
    })),
  async (ask) =>
    Mails.parse(await ask("sendgrid/messages")).map(({ email, from, subject, text, events }) => ({
      provider: "sendgrid",
      channel: "email",
      to: email,
      from,
      text: `${subject}\n${text}`,
      template: null,
      status: events.at(-1) ?? "accepted",
    })),
  ...sandboxProviders
    .filter((provider) => emulatedProvider(provider).playsCustomers)
    .map((provider) => async (ask: Ask) => {
      const sent = z.array(RecordedMessage).parse(await ask(`${provider}/sent`));
      return sent.map((message) => ({ ...message, provider }));
    }),
];

/** All messages sent to customers, in order per provider. `ask` reads a control of the sandbox. */
export async function sentMessages(ask: Ask): Promise<readonly RecordedMessage[]> {
  return (await Promise.all(readers.map((read) => read(ask)))).flat();
}
