import type { InterviewLanguage } from "./questions.ts";

const outcomes = {
  kept: { en: "The agent keeps to the requirement.", hi: "एजेंट इस आवश्यकता का पालन करता है।" },
  handover: { en: "The agent hands over.", hi: "एजेंट बातचीत सौंपता है।" },
  says: { en: "The agent says “{}”.", hi: "एजेंट कहता है: “{}”।" },
  never: { en: "The agent never says “{}”.", hi: "एजेंट कभी नहीं कहता: “{}”।" },
  numbers: { en: "The agent states the numbers “{}”.", hi: "एजेंट ये संख्याएँ बताता है: “{}”।" },
} as const;

/** Questions whose answer the customer of the scenario is to hear. Others are about the agent, not for its customers. */
const told: ReadonlySet<string> = new Set(["payments.refunds", "payments.failed", "escalation.closed"]);
const quote = /["“„]([^"“”„]{2,200})["”]/;
const longestName = 40;
const longestNumbers = 120;

/**
 * What must come of a question's scenario. The gate plays scenarios and reads it from these words alone (automation,
 * expectations.ts): what the answer quotes is said, or never said; a name and numbers that customers are to hear are stated.
 */
export function outcomeOf(question: string, answer: string, language: InterviewLanguage): string {
  const filled = (outcome: keyof typeof outcomes, text = "") => outcomes[outcome][language].replace("{}", () => text);
  if (question === "escalation.to") return filled("handover");
  const found = quote.exec(answer);
  if (found) {
    const isNever = /\b(never|not|without)\b|n't\b|नहीं/i.test(answer.slice(0, found.index));
    return filled(isNever ? "never" : "says", found[1]);
  }
  const line = answer.replace(/\s+/g, " ").trim();
  if (question === "style.name" && line.length <= longestName && line.split(" ").length <= 3)
    return filled("says", line);
  if (told.has(question) && /\p{Nd}/u.test(line) && line.length <= longestNumbers && !/["“”„]/.test(line))
    return filled("numbers", line);
  return filled("kept");
}
