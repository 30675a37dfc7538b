import { isSpoken } from "../../channels/definitions.ts";
import { bookingToolsOf } from "../../contracts/bookings/bookings.ts";
import type { AgentTurn } from "../agent.ts";

const rules = [
  "The customer hears you and sees nothing. Say one or two short sentences, then let the customer speak.",
  "No lists, headings, tables, links, emoji or text in brackets, except the ids of sources. Say what is on a list in a sentence: the two or three most fitting, and ask whether to go on.",
  "Write numbers, prices, dates and times in digits. They are read aloud as people say them.",
  "The customer's words come from speech recognition and may be wrong. If a sentence makes no sense, ask for it again. Never guess a name, a number or a date.",
  "Before you use a telephone number or an e-mail address that the customer said, repeat it and wait for a yes. Write a number in groups, such as 98765 43210; write an address as it is written.",
  "A link cannot be spoken. Send it by message with a tool, if you have one, and say that you have sent it.",
] as const;

const pricing = {
  always_mention_specific_prices:
    "When a product or test comes up, name its price, as the knowledge or a tool gives it. Never say only that it is affordable.",
  compare_individual_vs_panel:
    "When the customer asks for single tests that a package contains, name both prices and say which costs less.",
  include_preparation_requirements:
    "When a test is chosen or booked, say how to prepare for it, such as fasting, if the knowledge says so.",
} as const;

const prescription =
  "If the customer has a prescription, offer to read it: request_file sends them a message that says where, or they send a photo by WhatsApp to {number} during the call. It reaches you by itself. When a tool has read it, say which tests it names and ask whether that is right.";
const appointment =
  "Offer an appointment when one fits what the customer needs. Ask for one missing detail at a time, repeat day and time, and book after a clear yes.";

/** The part of the prompt that only calls have; undefined on channels that are written. */
export function callRules({ channel, config }: Pick<AgentTurn, "channel" | "config">): string | undefined {
  if (!isSpoken(channel)) return undefined;
  const { voice } = config;
  const requirements = voice?.business_logic.pricing_requirements;
  const asked = (Object.keys(pricing) as (keyof typeof pricing)[]).filter((key) => requirements?.[key] === true);
  const lines = [...rules, ...asked.map((key) => pricing[key]), ...collected(config), ...languages(config)];
  return `# This is a call\n${lines.map((line) => `- ${line}`).join("\n")}`;
}

function collected(config: AgentTurn["config"]): readonly string[] {
  const { prescription_analysis, appointment_booking } = config.voice?.business_logic.data_collection ?? {};
  const number = config.channels.input.flatMap((input) =>
    input.type === "whatsapp" && input.enabled ? [input.config.phone_number] : [],
  )[0];
  const reads = config.tools.available.some(({ type }) => type === "ai_vision");
  return [
    ...(prescription_analysis && reads && number !== undefined ? [prescription.replace("{number}", () => number)] : []),
    ...(appointment_booking && bookingToolsOf(config).completing.size > 0 ? [appointment] : []),
  ];
}

/** The languages that a call may be held in. The customer is asked where it cannot be told. */
function languages({ voice }: AgentTurn["config"]): readonly string[] {
  if (!voice) return [];
  const { language_detection, supported_languages } = voice.greeting;
  const tags = [...new Set([voice.language, ...supported_languages].map((tag) => tag.split("-")[0] ?? tag))];
  const names = new Intl.DisplayNames("en", { type: "language" });
  const named = tags.map((tag) => names.of(tag) ?? tag);
  if (tags.length === 1) return [`Speak ${named[0]}.`];
  return [
    `Speak one of ${named.join(", ")}. In another language, say in ${named[0]} which ones you speak.`,
    language_detection
      ? "Follow the customer when they change the language. If you cannot tell it, ask once which language they prefer."
      : `Stay in ${named[0]} unless the customer asks for another language.`,
  ];
}
