import { sandboxMeta, sandboxRazorpay, sandboxSendGrid, sandboxZendesk } from "./credentials.ts";
import { meta } from "./meta.ts";
import type { Provider, ProviderContext } from "./provider.ts";
import { razorpay } from "./razorpay.ts";
import { sendgrid } from "./sendgrid.ts";
import { sandboxTelegram } from "./telegram/account.ts";
import { telegram } from "./telegram.ts";
import { sandboxTwilio, twilio } from "./twilio.ts";
import { zendesk } from "./zendesk.ts";

type Secrets = Readonly<Record<string, string>>;

interface PlayedProvider {
  create(context: ProviderContext): Provider;
  /** The secrets it expects from callers and signs its webhooks with, by the names tenants give them. */
  readonly calls: Secrets;
  readonly webhooks: Secrets;
  /**
   * It has the two controls by which a simulated customer talks: `POST /customer` and `GET /sent`, in the words of
   * functions/hosts/simulation/speech/played.ts.
   */
  readonly playsCustomers?: true;
}

/** The providers whose address the environment may name (`<NAME>_BASE_URL`), and which the sandbox plays otherwise. */
export const playedProviders = {
  twilio: {
    create: twilio,
    calls: { TWILIO_ACCOUNT_SID: sandboxTwilio.accountSid },
    webhooks: { TWILIO_AUTH_TOKEN: sandboxTwilio.authToken },
  },
  meta: {
    create: meta,
    calls: { META_ACCESS_TOKEN: sandboxMeta.accessToken },
    webhooks: { META_APP_SECRET: sandboxMeta.appSecret, META_VERIFY_TOKEN: sandboxMeta.verifyToken },
  },
  razorpay: {
    create: razorpay,
    calls: { RAZORPAY_API_KEY: sandboxRazorpay.keyId, RAZORPAY_SECRET: sandboxRazorpay.keySecret },
    webhooks: { RAZORPAY_WEBHOOK_SECRET: sandboxRazorpay.webhookSecret },
  },
  sendgrid: {
    create: sendgrid,
    calls: { SENDGRID_API_KEY: sandboxSendGrid.apiKey },
    webhooks: {
      SENDGRID_WEBHOOK_PUBLIC_KEY: sandboxSendGrid.webhookPublicKey,
      SENDGRID_INBOUND_TOKEN: sandboxSendGrid.inboundToken,
    },
  },
  telegram: {
    create: telegram,
    calls: { TELEGRAM_BOT_TOKEN: sandboxTelegram.botToken },
    webhooks: { TELEGRAM_WEBHOOK_SECRET: sandboxTelegram.webhookSecret },
    playsCustomers: true,
  },
  zendesk: {
    create: zendesk,
    calls: { ZENDESK_API_KEY: sandboxZendesk.apiKey },
    webhooks: { ZENDESK_WEBHOOK_SECRET: sandboxZendesk.webhookSecret },
  },
} satisfies Readonly<Record<string, PlayedProvider>>;

export type SandboxProvider = keyof typeof playedProviders;

export const sandboxProviders = Object.keys(playedProviders) as readonly SandboxProvider[];

export function playedProvider(name: SandboxProvider): PlayedProvider {
  return playedProviders[name];
}
