import type { ChannelType } from "../../../../shared/events/index.ts";

export type ReportLanguage = "en" | "hi";

const english = {
  title: "Availability report",
  contract: "Contract",
  month: "Month",
  timeZone: "Time zone",
  revision: "Revision",
  availability: "Availability",
  downtime: "Minutes down",
  credit: "Credit",
  claimUntil: "Claim until",
  channels: "Channels",
  channel: "Channel",
  counted: "Minutes counted",
  unknown: "Not known",
  excluded: "Excluded",
  turns: "Turns",
  failed: "Failed",
  outages: "When it was down",
  from: "From",
  until: "Until",
  minutes: "Minutes",
  maintenance: "Maintenance",
  corrections: "Corrections",
  reason: "Reason",
  counts: "Counts as",
  none: "None.",
  ongoing: "The month goes on. The figures are those of the minutes until now, and no credit is due yet.",
  inTime: "announced in time",
  tooLate: "announced too late: counts as downtime",
  noMinute: "no minute counts",
  further: "Further intervals that are not listed",
};

type ReportWords = typeof english;

const hindi: ReportWords = {
  title: "उपलब्धता रिपोर्ट",
  contract: "अनुबंध",
  month: "महीना",
  timeZone: "समय क्षेत्र",
  revision: "संस्करण",
  availability: "उपलब्धता",
  downtime: "बंद मिनट",
  credit: "क्रेडिट",
  claimUntil: "दावे की अंतिम तिथि",
  channels: "चैनल",
  channel: "चैनल",
  counted: "गिने गए मिनट",
  unknown: "अज्ञात",
  excluded: "बाहर रखे गए",
  turns: "उत्तर",
  failed: "असफल",
  outages: "कब बंद था",
  from: "से",
  until: "तक",
  minutes: "मिनट",
  maintenance: "रखरखाव",
  corrections: "सुधार",
  reason: "कारण",
  counts: "गिनती",
  none: "कोई नहीं।",
  ongoing: "महीना अभी चल रहा है। ये आँकड़े अब तक के मिनटों के हैं, और अभी कोई क्रेडिट देय नहीं है।",
  inTime: "समय पर बताया गया",
  tooLate: "देर से बताया गया: बंद समय में गिना जाता है",
  noMinute: "कोई मिनट नहीं गिना जाता",
  further: "अन्य अंतराल जो सूची में नहीं हैं",
};

export const reportWords: Readonly<Record<ReportLanguage, ReportWords>> = { en: english, hi: hindi };

const channelNames: Readonly<Record<ReportLanguage, Readonly<Record<ChannelType, string>>>> = {
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
};

export function channelName(channel: ChannelType, language: ReportLanguage): string {
  return channelNames[language][channel];
}
