/**
 * The channels' names, as YAML, events and documents write them. What each is, its definition says
 * (shared/channels/definitions.ts): a name without a definition does not compile.
 */
export const channelNames = [
  "web_chat",
  "whatsapp",
  "sms",
  "instagram",
  "telegram",
  "email",
  "voice",
  "web_voice",
] as const;

/** The providers that carry channels. `<NAME>_BASE_URL` is the environment variable that moves a provider's API. */
export const providerNames = ["twilio", "meta", "sendgrid", "telegram"] as const;
