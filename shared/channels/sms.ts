import type { ChannelDefinition } from "./definition.ts";
import { asText } from "./plain-text.ts";
import { splitText } from "./split-text.ts";

/** Twilio error 21617. */
const bodyLength = 1_600;

/** SMS: everything is text; files are links, because MMS reaches hardly anybody outside of North America. */
export const sms: ChannelDefinition = {
  windowMs: () => null,
  shape: (content) => splitText(asText(content), bodyLength).map((text) => ({ type: "text", text })),
};
