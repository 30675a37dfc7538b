import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { getExpectedTwilioSignature } from "twilio/lib/webhooks/webhooks.js";
import { type Product, twilioAuthToken } from "../product.ts";

/** A Twilio stand-in that accepts and counts every message, without callbacks. */
export interface QuietTwilio {
  readonly url: string;
  /** Messages since the last `reset`. */
  sends(): number;
  reset(): void;
  /** The newest message's id, status callback URL and receiver. */
  newest(): { readonly sid: string; readonly statusCallback: string; readonly to: string };
  close(): void;
}

export async function startQuietTwilio(): Promise<QuietTwilio> {
  let sends = 0;
  let newest = { sid: "", statusCallback: "", to: "" };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.once("end", () => {
      sends += 1;
      const form = new URLSearchParams(Buffer.concat(chunks).toString());
      newest = {
        sid: `SM${randomUUID().replaceAll("-", "")}`,
        statusCallback: form.get("StatusCallback") ?? "",
        to: form.get("To") ?? "",
      };
      response.writeHead(201, { "Content-Type": "application/json" });
      response.end(JSON.stringify({ sid: newest.sid, status: "queued" }));
    });
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sends: () => sends,
    reset() {
      sends = 0;
    },
    newest: () => newest,
    close: () => server.close().closeAllConnections(),
  };
}

/** Posts a signed form like Twilio. @throws Error unless it is acknowledged. */
export async function postWebhook(
  product: Product,
  path: string,
  fields: Readonly<Record<string, string>>,
): Promise<void> {
  const url = `${product.url}${path}`;
  const response = await fetch(url, {
    method: "POST",
    headers: { "X-Twilio-Signature": getExpectedTwilioSignature(twilioAuthToken, url, { ...fields }) },
    body: new URLSearchParams(fields),
  });
  if (response.status !== 200) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
}

/** A customer's WhatsApp message to the example tenant's number. */
export function whatsappMessage(from: string, sid: string, text: string): Readonly<Record<string, string>> {
  return {
    AccountSid: "ACbenchmark",
    MessageSid: sid,
    From: `whatsapp:${from}`,
    To: "whatsapp:+14155238886",
    Body: text,
    ProfileName: "Asha",
    NumMedia: "0",
  };
}
