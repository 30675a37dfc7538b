import { m } from "#messages";

const names: Readonly<Record<string, () => string>> = {
  web_chat: m.channel_web_chat,
  web_voice: m.channel_web_voice,
  voice: m.channel_voice,
  whatsapp: m.channel_whatsapp,
  sms: m.channel_sms,
  instagram: m.channel_instagram,
  telegram: m.channel_telegram,
  email: m.channel_email,
};

/** A channel as people call it. */
export function channelName(type: string): string {
  return names[type]?.() ?? type;
}
