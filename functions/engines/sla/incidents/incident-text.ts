import type { ChannelType } from "../../../../shared/events/index.ts";
import type { AlertName } from "../../../../shared/sla/alert-rules.ts";

const channelWords: Readonly<Record<ChannelType, string>> = {
  web_chat: "web chat",
  whatsapp: "WhatsApp",
  sms: "SMS",
  instagram: "Instagram",
  telegram: "Telegram",
  email: "e-mail",
  voice: "phone calls",
  web_voice: "calls on the web",
};

/** The words of incidents that the monitor opens. */
export const incidentText = {
  recovered: "The channel answers again.",
  title(channel: ChannelType, alerts: readonly AlertName[]): string {
    const name = channelWords[channel];
    if (alerts.includes("outage")) return `No answers on ${name}`;
    return alerts.includes("burn-slow") && alerts.length === 1
      ? `More errors than usual on ${name}`
      : `Many errors on ${name}`;
  },
};
