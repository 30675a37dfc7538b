import type { TenantConfig } from "../../config/index.ts";
import { asciiDigits } from "./amounts.ts";
import type { Evidence } from "./evidence.ts";

const email = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}/g;
/** Nine digits or more, as in phone, account and card numbers. Groups may be separated. */
const longNumber = /\+?\d(?:[\s().-]{0,2}\d){8,18}/g;
const dateOrTime =
  /\b\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?)?|\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b|\b\d{1,2}:\d{2}\b/g;
/** Only the last digits of a number are compared, because a phone number may lack its country code. */
const comparedDigits = 9;

/**
 * Whether a reply holds an e-mail address or a long number that is not the customer's, the tenant's or from this turn's
 * tools. Such a contact is probably another customer's, or invented.
 */
export function hasForeignContact(text: string, evidence: Evidence): boolean {
  const plain = asciiDigits(text).replace(dateOrTime, " ");
  const emails = plain.match(email) ?? [];
  const numbers = plain.match(longNumber) ?? [];
  if (emails.length === 0 && numbers.length === 0) return false;
  const allowed = allowedText(evidence).toLowerCase();
  const digits = digitsOf(allowed);
  return (
    emails.some((address) => !allowed.includes(address.toLowerCase())) ||
    numbers.some((number) => !digits.includes(digitsOf(number).slice(-comparedDigits)))
  );
}

/** The texts that a contact may come from. Built only when a reply holds a contact. */
function allowedText({ turn, sources, toolCalls }: Evidence): string {
  return [
    turn.customer.address,
    turn.summary,
    ...turn.recent.map(({ text }) => text),
    ...turn.inbound.map(({ text }) => text),
    ...Object.values(turn.context),
    configText(turn.config),
    ...sources.map(({ text }) => text),
    ...toolCalls.map(({ result }) => JSON.stringify(result) ?? ""),
  ]
    .map(asciiDigits)
    .join("\n");
}

type PublicSections = Pick<TenantConfig, "agent" | "channels" | "knowledge" | "business_logic">;

const texts = new WeakMap<PublicSections, string>();

/** The sections of a configuration that customers may hear. They hold the tenant's own numbers and addresses. */
function configText(config: PublicSections): string {
  const cached = texts.get(config);
  if (cached !== undefined) return cached;
  const { agent, channels, knowledge, business_logic } = config;
  const text = JSON.stringify({ prompt: agent.system_prompt, channels, knowledge, business_logic });
  texts.set(config, text);
  return text;
}

/** Numbers of `text`, each on its own line, so that two neighbours never look like a third. */
function digitsOf(text: string): string {
  return (text.match(/\+?\d(?:[\s().-]{0,2}\d)*/g) ?? []).map((number) => number.replace(/\D/g, "")).join("\n");
}
