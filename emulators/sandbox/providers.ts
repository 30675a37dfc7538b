import { analytics } from "./analytics.ts";
import {
  sandboxAnalytics,
  sandboxGitHub,
  sandboxGoogle,
  sandboxGraph,
  sandboxHubSpot,
  sandboxMeta,
  sandboxPagerDuty,
  sandboxPlaces,
  sandboxRazorpay,
  sandboxSendGrid,
  sandboxSlack,
  sandboxStripe,
  sandboxZendesk,
} from "./credentials.ts";
import { sandboxAppKey } from "./github/app-key.ts";
import { github } from "./github/github.ts";
import { google } from "./google/google.ts";
import { graph } from "./graph/graph.ts";
import { hubspot } from "./hubspot.ts";
import { meta } from "./meta/meta.ts";
import { pagerDuty } from "./pagerduty.ts";
import { places } from "./places/places.ts";
import type { Provider, ProviderContext } from "./provider.ts";
import { razorpay } from "./razorpay/razorpay.ts";
import { sendgrid } from "./sendgrid/sendgrid.ts";
import { slack } from "./slack.ts";
import { stripe } from "./stripe.ts";
import { sandboxTelegram } from "./telegram/account.ts";
import { telegramBotApi } from "./telegram/telegram.ts";
import { sandboxTwilio, twilio } from "./twilio/twilio.ts";
import { zendesk } from "./zendesk/zendesk.ts";

type Secrets = Readonly<Record<string, string>>;

interface PlayedProvider {
  create(context: ProviderContext): Provider;
  /** The secrets that the provider expects from callers and signs its webhooks with, by tenants' secret names. */
  readonly calls: Secrets;
  readonly webhooks: Secrets;
  /** The secrets of an account that only the agency has. */
  readonly agency?: Secrets;
  /**
   * The provider has the two controls of a simulated customer, `POST /customer` and `GET /sent`.
   * functions/hosts/simulation/speech/played.ts defines their format.
   */
  readonly playsCustomers?: true;
}

/** Providers whose URL can be set in the environment (`<NAME>_BASE_URL`). By default the sandbox emulates them. */
export const emulatedProviders = {
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
    create: telegramBotApi,
    calls: { TELEGRAM_BOT_TOKEN: sandboxTelegram.botToken },
    webhooks: { TELEGRAM_WEBHOOK_SECRET: sandboxTelegram.webhookSecret },
    playsCustomers: true,
  },
  zendesk: {
    create: zendesk,
    calls: { ZENDESK_API_KEY: sandboxZendesk.apiKey },
    webhooks: { ZENDESK_WEBHOOK_SECRET: sandboxZendesk.webhookSecret },
  },
  analytics: {
    create: analytics,
    calls: { GA_MEASUREMENT_ID: sandboxAnalytics.measurementId, GA_API_SECRET: sandboxAnalytics.apiSecret },
    webhooks: {},
  },
  hubspot: { create: hubspot, calls: { HUBSPOT_API_KEY: sandboxHubSpot.accessToken }, webhooks: {} },
  github: {
    create: github,
    calls: { GITHUB_TOKEN: sandboxGitHub.token },
    webhooks: {},
    agency: { GITHUB_WEBHOOK_SECRET: sandboxGitHub.webhookSecret, GITHUB_APP_PRIVATE_KEY: sandboxAppKey().pem },
  },
  google: {
    create: google,
    calls: {
      GOOGLE_CLIENT_ID: sandboxGoogle.clientId,
      GOOGLE_CLIENT_SECRET: sandboxGoogle.clientSecret,
      GOOGLE_REFRESH_TOKEN: sandboxGoogle.refreshToken,
    },
    webhooks: {},
  },
  places: { create: places, calls: { PLACES_API_KEY: sandboxPlaces.apiKey }, webhooks: {} },
  graph: {
    create: graph,
    calls: {
      GRAPH_ACCESS_TOKEN: sandboxGraph.accessToken,
      GRAPH_INSTAGRAM_ACCOUNT: sandboxGraph.instagramAccountId,
    },
    webhooks: {},
  },
  pagerduty: {
    create: pagerDuty,
    calls: { PAGERDUTY_ROUTING_KEY: sandboxPagerDuty.routingKey },
    webhooks: {},
  },
  slack: { create: slack, calls: { SLACK_WEBHOOK_URL: sandboxSlack.webhookUrl }, webhooks: {} },
  stripe: { create: stripe, calls: { STRIPE_SECRET_KEY: sandboxStripe.secretKey }, webhooks: {} },
} satisfies Readonly<Record<string, PlayedProvider>>;

export type SandboxProvider = keyof typeof emulatedProviders;

export const sandboxProviders = Object.keys(emulatedProviders) as readonly SandboxProvider[];

export function emulatedProvider(name: SandboxProvider): PlayedProvider {
  return emulatedProviders[name];
}
