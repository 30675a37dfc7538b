/**
 * The agency's own provider secrets, which verify a webhook of a tenant that has none of its own. A new name is added
 * here, because the deployed function may read only these (`optionalSecrets` in terraform/functions.json).
 */
export const agencySecrets = [
  "GITHUB_WEBHOOK_SECRET",
  "META_APP_SECRET",
  "META_VERIFY_TOKEN",
  "RAZORPAY_WEBHOOK_SECRET",
  "SENDGRID_INBOUND_TOKEN",
  "SENDGRID_WEBHOOK_PUBLIC_KEY",
  "TELEGRAM_WEBHOOK_SECRET",
  "TWILIO_AUTH_TOKEN",
  "ZENDESK_WEBHOOK_SECRET",
] as const;

export type AgencySecret = (typeof agencySecrets)[number];
