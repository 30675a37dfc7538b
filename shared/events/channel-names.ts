/**
 * The channels' names, as written in YAML, events and documents. Each has a definition
 * (shared/channels/definitions.ts); a name without one does not compile.
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

/** The providers of the channels. The environment variable `<NAME>_BASE_URL` overrides a provider's API URL. */
export const providerNames = ["twilio", "meta", "sendgrid", "telegram"] as const;
