import type { ProviderName } from "./channel-message.ts";
import type { ChannelDefinition } from "./definition.ts";
import { email } from "./email.ts";
import { instagram } from "./instagram.ts";
import type { CarriedChannel } from "./provider-of.ts";
import { sms } from "./sms.ts";
import { cloudWhatsapp, twilioWhatsapp } from "./whatsapp.ts";

/**
 * How messages are shown on a channel that a provider carries. Web chat and voice have no entry: what they say goes
 * back through the door the question came in by.
 */
export function definitionOf(channel: CarriedChannel, provider: ProviderName): ChannelDefinition {
  switch (channel) {
    case "whatsapp":
      return provider === "meta" ? cloudWhatsapp : twilioWhatsapp;
    case "instagram":
      return instagram;
    case "sms":
      return sms;
    case "email":
      return email;
  }
}
