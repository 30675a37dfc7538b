import { createHmac, sign } from "node:crypto";
import {
  sandboxMeta,
  sandboxRazorpay,
  sandboxSendGrid,
  sandboxZendesk,
} from "../../../emulators/sandbox/credentials.ts";
import { sandboxTelegram } from "../../../emulators/sandbox/telegram/account.ts";
import type { Product } from "../stage/product.ts";
import { postForm } from "../stage/twilio-call.ts";

/** A tenant that every provider has an account of. */
export const hostileClient = "hostile_shop";
const numbers = {
  whatsapp: "+15550188001",
  phoneNumberId: "106540352242881",
  sms: "+15550188002",
  twilio: "+15550188003",
};
const mailbox = "care@hostile-shop.example";
const bot = "hostile_shop_bot";

export const hostileShop = `automation_config:
  config_id: "${hostileClient}_v1"
  client_id: "${hostileClient}"
  client_name: "Shop"
  use_case: "customer_support"
  agent: { system_prompt: "You are {agent_name}.", agent_name: "Maya", model: { primary: "gemini-3.8-flash" } }
  integrations:
    available:
      - { name: "meta_whatsapp", type: "messaging", config: { access_token: "\${META_ACCESS_TOKEN}" } }
      - { name: "zendesk", type: "crm", config: { api_key: "\${ZENDESK_API_KEY}", email: "a@shop.example", subdomain: "shop" } }
  channels:
    input:
      - { type: "whatsapp", provider: "meta_whatsapp", config: { phone_number: "${numbers.whatsapp}", phone_number_id: "${numbers.phoneNumberId}" } }
      - { type: "whatsapp", config: { phone_number: "${numbers.twilio}" } }
      - { type: "sms", config: { phone_number: "${numbers.sms}" } }
      - { type: "email", config: { address: "${mailbox}" } }
      - { type: "telegram", config: { bot: "${bot}" } }
      - { type: "web_chat", enabled: true, config: { widget_url: "https://shop.example/chat" } }
  conversation:
    burst_window_ms: { whatsapp: 0, sms: 0, email: 0, telegram: 0 }
`;

/** One way in: posts a text wherever this way takes one, proved as its provider proves it. */
export interface WayIn {
  readonly name: string;
  send(text: string, unique: number): Promise<Response>;
}

const jsonType = { "content-type": "application/json" };
const hmac = (secret: string, text: string, encoding: "hex" | "base64") =>
  createHmac("sha256", secret).update(text).digest(encoding);

/** Every address a provider posts to. */
export function webhooksOf({ url }: Product): readonly WayIn[] {
  const post = (path: string, body: string, headers: Record<string, string>) =>
    fetch(`${url}${path}`, { method: "POST", body, headers: { ...jsonType, ...headers } });
  const twilio = (path: string, to: string, prefix: string) => async (text: string, unique: number) =>
    postForm(`${url}${path}`, {
      MessageSid: `SM${unique}x${process.pid}`,
      From: `${prefix}+9197${String(10_000_000 + unique)}`,
      To: `${prefix}${to}`,
      Body: text.slice(0, 300_000),
      ProfileName: text.slice(0, 20_000),
      ButtonPayload: text.slice(0, 20_000),
    });
  const meta = (body: string) =>
    post("/webhooks/meta", body, { "x-hub-signature-256": `sha256=${hmac(sandboxMeta.appSecret, body, "hex")}` });
  return [
    { name: "/webhooks/twilio/whatsapp", send: twilio("/webhooks/twilio/whatsapp", numbers.twilio, "whatsapp:") },
    { name: "/webhooks/twilio/sms", send: twilio("/webhooks/twilio/sms", numbers.sms, "") },
    {
      name: "/webhooks/twilio/status",
      send: (text) =>
        postForm(`${url}/webhooks/twilio/status?t=${hostileClient}&c=c&u=u&m=m`, {
          MessageSid: "SM1",
          MessageStatus: text.slice(0, 100_000),
          ErrorCode: text.slice(0, 100_000),
        }),
    },
    {
      name: "/webhooks/meta",
      send(text, unique) {
        const from = String(919_700_000_000 + unique);
        const message = {
          id: `wamid.${unique}.${process.pid}`,
          from,
          timestamp: "0",
          type: "text",
          text: { body: text },
        };
        const contacts = [{ wa_id: from, profile: { name: text } }];
        const value = { metadata: { phone_number_id: numbers.phoneNumberId }, contacts, messages: [message] };
        return meta(
          JSON.stringify({ object: "whatsapp_business_account", entry: [{ id: "1", changes: [{ value }] }] }),
        );
      },
    },
    {
      name: "/webhooks/sendgrid/inbound",
      send(text, unique) {
        const form = new FormData();
        form.set("from", `Asha <mail${unique}x${process.pid}@example.in>`);
        form.set("to", mailbox);
        form.set("subject", text.slice(0, 50_000));
        form.set(
          "headers",
          `Subject: ${text}\nReferences: ${text}\nMessage-ID: <${unique}.${process.pid}@example.in>\n`,
        );
        form.set(unique % 2 === 0 ? "html" : "text", text);
        form.set(
          "attachment1",
          new Blob(["%PDF-1.4"], { type: "application/pdf" }),
          text.slice(0, 10_000).replace(/[\r\n"]/g, "_"),
        );
        form.set("SPF", "pass");
        return fetch(`${url}/webhooks/sendgrid/inbound?token=${sandboxSendGrid.inboundToken}`, {
          method: "POST",
          body: form,
        });
      },
    },
    {
      name: "/webhooks/sendgrid",
      send(text) {
        const ids = { t: hostileClient, c: text.slice(0, 128) || "c", u: "u", m: "m" };
        const event = {
          event: "bounce",
          sg_event_id: "e",
          sg_message_id: text.slice(0, 300),
          reason: text,
          status: text,
          ...ids,
        };
        const body = JSON.stringify([event]);
        const timestamp = String(Math.floor(Date.now() / 1_000));
        const signature = sign("sha256", Buffer.from(timestamp + body), sandboxSendGrid.webhookPrivateKey).toString(
          "base64",
        );
        return post("/webhooks/sendgrid", body, {
          "x-twilio-email-event-webhook-signature": signature,
          "x-twilio-email-event-webhook-timestamp": timestamp,
        });
      },
    },
    {
      name: "/webhooks/zendesk",
      send(text, unique) {
        const comment = {
          id: String(unique),
          body: text,
          is_public: true,
          author: { id: text.slice(0, 1_000), is_staff: true },
        };
        const detail = { external_id: `${hostileClient}:${"c".repeat(22)}`, status: text.slice(0, 1_000) };
        const body = JSON.stringify({
          type: "zen:event-type:ticket.comment_added",
          id: "1",
          detail,
          event: { comment },
        });
        const timestamp = new Date().toISOString();
        return post(`/webhooks/zendesk?client_id=${hostileClient}`, body, {
          "x-zendesk-webhook-signature": hmac(sandboxZendesk.webhookSecret, timestamp + body, "base64"),
          "x-zendesk-webhook-signature-timestamp": timestamp,
        });
      },
    },
    {
      name: "/webhooks/razorpay",
      send(text) {
        const notes = { client_id: hostileClient, payment_id: "p" };
        const part = text.slice(0, 20_000);
        const entity = { id: part, amount: 1, currency: part, error_description: part, notes };
        const body = JSON.stringify({ event: "payment.failed", created_at: 1, payload: { payment: { entity } } });
        return post("/webhooks/razorpay", body, {
          "x-razorpay-signature": hmac(sandboxRazorpay.webhookSecret, body, "hex"),
        });
      },
    },
    {
      name: "/webhooks/telegram/*",
      send(text, unique) {
        const person = { id: 800_000_000 + unique, first_name: text.slice(0, 5_000), type: "private" };
        const message = { message_id: unique, date: 0, chat: person, from: person, text: text.slice(0, 50_000) };
        return post(`/webhooks/telegram/${bot}`, JSON.stringify({ update_id: unique, message }), {
          "x-telegram-bot-api-secret-token": sandboxTelegram.webhookSecret,
        });
      },
    },
  ];
}

/** The same addresses as a stranger calls them, and the API's as its caller does, with a body as it is. */
export async function rawBodiesOf(product: Product): Promise<readonly WayIn[]> {
  const form = "application/x-www-form-urlencoded";
  const authorization = `Bearer ${await product.token(hostileClient)}`;
  const way = (path: string, headers: Record<string, string>, method = "POST"): WayIn => ({
    name: `${method} ${path}`,
    send: (body) => fetch(`${product.url}${path}`, { method, headers, body }),
  });
  const signedAt = String(Math.floor(Date.now() / 1_000));
  return [
    way("/webhooks/twilio/sms", { "content-type": form, "x-twilio-signature": "any" }),
    way("/webhooks/twilio/status", { "content-type": form, "x-twilio-signature": "any" }),
    way("/webhooks/meta", { ...jsonType, "x-hub-signature-256": `sha256=${"0".repeat(64)}` }),
    way("/webhooks/razorpay", { ...jsonType, "x-razorpay-signature": "any" }),
    way("/webhooks/zendesk", {
      ...jsonType,
      "x-zendesk-webhook-signature": "any",
      "x-zendesk-webhook-signature-timestamp": new Date().toISOString(),
    }),
    way("/webhooks/sendgrid", {
      ...jsonType,
      "x-twilio-email-event-webhook-signature": "any",
      "x-twilio-email-event-webhook-timestamp": signedAt,
    }),
    way(`/webhooks/telegram/${bot}`, { ...jsonType, "x-telegram-bot-api-secret-token": sandboxTelegram.webhookSecret }),
    way("/widget/v1/sessions", jsonType),
    way("/v1/chat", { ...jsonType, authorization }),
    way("/v1/configs/validate", { ...jsonType, authorization }),
    way("/v1/campaigns/unknown/recipients", { ...jsonType, authorization }),
    way("/v1/campaigns/unknown/recipients", { "content-type": "text/csv", authorization }),
    way("/v1/configs/validate", { "content-type": "text/yaml", authorization }),
  ];
}

/** What a visitor of the shop's page may post. */
export async function widgetOf({ url }: Product): Promise<readonly WayIn[]> {
  const post = (path: string, body: object, headers: Record<string, string> = {}) =>
    fetch(`${url}/widget/v1/${path}`, {
      method: "POST",
      headers: { ...jsonType, ...headers },
      body: JSON.stringify(body),
    });
  const opened = await post("sessions", { client_id: hostileClient });
  const { token } = (await opened.json()) as { readonly token: string };
  const authorization = `Bearer ${token}`;
  return [
    {
      name: "widget sessions",
      send: (text) =>
        post("sessions", {
          client_id: hostileClient,
          resume_token: text.slice(0, 2_000),
          [text.slice(0, 9_000)]: text.slice(0, 9_000),
        }),
    },
    {
      name: "widget messages",
      send: (text, unique) =>
        post(
          "messages",
          { id: `message-${process.pid}-${String(unique).padStart(12, "0")}`, text: text.slice(0, 10_000) },
          { authorization },
        ),
    },
    {
      name: "widget files",
      send(text) {
        const form = new FormData();
        form.set("file", new Blob(["%PDF-1.4", text]), text.slice(0, 10_000).replace(/[\r\n"]/g, "_"));
        return fetch(`${url}/widget/v1/files`, { method: "POST", headers: { authorization }, body: form });
      },
    },
  ];
}
