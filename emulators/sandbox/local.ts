import { sandboxMeta, sandboxRazorpay, sandboxSendGrid, sandboxZendesk } from "./credentials.ts";
import { sandboxTwilio } from "./twilio.ts";

/** The providers whose address the environment may name (`<NAME>_BASE_URL`), and which the sandbox plays otherwise. */
export const sandboxProviders = ["twilio", "meta", "razorpay", "sendgrid", "zendesk"] as const;
export type SandboxProvider = (typeof sandboxProviders)[number];

type BaseUrlName<P extends SandboxProvider = SandboxProvider> = `${Uppercase<P>}_BASE_URL`;

export function baseUrlName(provider: SandboxProvider): BaseUrlName {
  return `${provider.toUpperCase() as Uppercase<SandboxProvider>}_BASE_URL`;
}

/** The environment that sends calls to these providers to a sandbox. */
export function sandboxBaseUrls(
  sandboxUrl: string,
  providers: readonly SandboxProvider[] = sandboxProviders,
): Partial<Record<BaseUrlName, string>> {
  return Object.fromEntries(providers.map((provider) => [baseUrlName(provider), `${sandboxUrl}/${provider}`]));
}

/** The secrets the sandbox expects from callers of these providers and signs with, by the names tenants give them. */
export function sandboxSecrets(providers: readonly SandboxProvider[] = sandboxProviders): Secrets {
  return Object.assign({}, ...providers.flatMap((provider) => [secrets[provider].calls, secrets[provider].webhooks]));
}

/** Those of them that verify webhooks; the platform has them too, for events of no tenant. */
export function sandboxWebhookSecrets(providers: readonly SandboxProvider[] = sandboxProviders): Secrets {
  return Object.assign({}, ...providers.map((provider) => secrets[provider].webhooks));
}

type Secrets = Readonly<Record<string, string>>;

const secrets: Readonly<Record<SandboxProvider, { readonly calls: Secrets; readonly webhooks: Secrets }>> = {
  twilio: {
    calls: { TWILIO_ACCOUNT_SID: sandboxTwilio.accountSid },
    webhooks: { TWILIO_AUTH_TOKEN: sandboxTwilio.authToken },
  },
  meta: {
    calls: { META_ACCESS_TOKEN: sandboxMeta.accessToken },
    webhooks: { META_APP_SECRET: sandboxMeta.appSecret, META_VERIFY_TOKEN: sandboxMeta.verifyToken },
  },
  razorpay: {
    calls: { RAZORPAY_API_KEY: sandboxRazorpay.keyId, RAZORPAY_SECRET: sandboxRazorpay.keySecret },
    webhooks: { RAZORPAY_WEBHOOK_SECRET: sandboxRazorpay.webhookSecret },
  },
  sendgrid: {
    calls: { SENDGRID_API_KEY: sandboxSendGrid.apiKey },
    webhooks: {
      SENDGRID_WEBHOOK_PUBLIC_KEY: sandboxSendGrid.webhookPublicKey,
      SENDGRID_INBOUND_TOKEN: sandboxSendGrid.inboundToken,
    },
  },
  zendesk: {
    calls: { ZENDESK_API_KEY: sandboxZendesk.apiKey },
    webhooks: { ZENDESK_WEBHOOK_SECRET: sandboxZendesk.webhookSecret },
  },
};
