import { z } from "zod";
import type { SimulatedCustomer, Stage } from "../stage/stage.ts";
import { mediaFile } from "./files.ts";
import { requireAccepted, type SimulatedChannel, type SimulatedMessage, typedText } from "./message.ts";

const Taken = z.object({ statuses: z.array(z.number().nullable()) });
const Uploaded = z.object({ url: z.string(), contentType: z.string() });

/** Sends WhatsApp and SMS messages through Twilio. Choices are numbered there, so the number is typed. */
export async function viaTwilio(
  stage: Stage,
  { channel, address, name }: SimulatedCustomer,
  message: SimulatedMessage,
  input: SimulatedChannel,
): Promise<void> {
  if (input.type !== "whatsapp" && input.type !== "sms") throw new Error(`Twilio has no channel ${input.type}.`);
  const files = await Promise.all(
    message.media.map(async (path) =>
      Uploaded.parse(await stage.sandbox("twilio/media", await mediaFile(stage.folder, path))),
    ),
  );
  const types = files.map(({ contentType }, index) => [`MediaContentType${index}`, contentType]);
  const taken = await stage.sandbox("twilio/inbound", {
    url: `${stage.product.url}/webhooks/twilio/${channel}`,
    channel,
    to: input.config.phone_number,
    from: address,
    body: typedText(message),
    mediaUrl: files.map(({ url }) => url),
    profileName: name,
    fields: { ...Object.fromEntries(types), ...message.fields },
    repeat: message.deliveries,
  });
  requireAccepted(stage, Taken.parse(taken).statuses);
}
