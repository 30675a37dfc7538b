import type { ChannelType } from "../../../shared/events/index.ts";

/** The languages of status pages. Reports are written in some of them. */
export type ChannelLanguage = "en" | "hi" | "ur";

const channelNames: Readonly<Record<ChannelLanguage, Readonly<Record<ChannelType, string>>>> = {
  en: {
    web_chat: "Web chat",
    whatsapp: "WhatsApp",
    sms: "SMS",
    instagram: "Instagram",
    telegram: "Telegram",
    email: "E-mail",
    voice: "Phone calls",
    web_voice: "Calls on the web",
  },
  hi: {
    web_chat: "वेब चैट",
    whatsapp: "WhatsApp",
    sms: "SMS",
    instagram: "Instagram",
    telegram: "Telegram",
    email: "ई-मेल",
    voice: "फ़ोन कॉल",
    web_voice: "वेब कॉल",
  },
  ur: {
    web_chat: "ویب چیٹ",
    whatsapp: "WhatsApp",
    sms: "SMS",
    instagram: "Instagram",
    telegram: "Telegram",
    email: "ای میل",
    voice: "فون کالیں",
    web_voice: "ویب کالیں",
  },
};

export function channelName(channel: ChannelType, language: ChannelLanguage): string {
  return channelNames[language][channel];
}
