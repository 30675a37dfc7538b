import { basename } from "node:path";
import { z } from "zod";
import { sandboxSendGrid } from "../../../../emulators/sandbox/credentials.ts";
import type { SimulatedCustomer, Stage } from "../stage/stage.ts";
import { mediaFile } from "./files.ts";
import { requireAccepted, type SimulatedChannel, type SimulatedMessage, typedText } from "./message.ts";

const Taken = z.object({ statuses: z.array(z.number().nullable()) });
const Mails = z.array(
  z.object({ email: z.string(), subject: z.string(), headers: z.looseObject({ "Message-ID": z.string().optional() }) }),
);

/**
 * Sends a mail through SendGrid's Inbound Parse, as a reply to the last mail to this customer. `fields` are those of the
 * sandbox's control: `subject`, `html`, `cc`, `headers`, `spf`, …
 */
export async function viaEmail(
  stage: Stage,
  { address, name }: SimulatedCustomer,
  message: SimulatedMessage,
  input: SimulatedChannel,
): Promise<void> {
  if (input.type !== "email") throw new Error(`The channel ${input.type} does not receive mails.`);
  const attachments = await Promise.all(
    message.media.map(async (path) => {
      const { base64, contentType } = await mediaFile(stage.folder, path);
      return { filename: basename(path), type: contentType, content: base64 };
    }),
  );
  const text = typedText(message);
  const mails = Mails.parse(await stage.sandbox("sendgrid/messages"));
  const last = mails.findLast(({ email }) => email.toLowerCase() === address.toLowerCase());
  const before = last?.headers["Message-ID"];
  const taken = await stage.sandbox("sendgrid/inbound", {
    url: `${stage.product.url}/webhooks/sendgrid/inbound?token=${sandboxSendGrid.inboundToken}`,
    from: `${name} <${address}>`,
    to: input.config.address,
    subject: last ? `Re: ${last.subject.replace(/^re: */i, "")}` : (text.split("\n")[0] ?? ""),
    text,
    headers: {
      "Message-ID": `<${crypto.randomUUID()}@mail.example>`,
      ...(before === undefined ? {} : { "In-Reply-To": before, References: before }),
    },
    attachments,
    ...message.fields,
    times: message.deliveries,
    atOnce: true,
  });
  requireAccepted(stage, Taken.parse(taken).statuses);
}
