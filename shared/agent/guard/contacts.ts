import type { TenantConfig } from "../../config/index.ts";
import { asciiDigits } from "./amounts.ts";
import type { Evidence } from "./evidence.ts";

const email = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}/g;
/** Nine digits or more, as phone numbers, account and card numbers have; groups may be apart. */
const longNumber = /\+?\d(?:[\s().-]{0,2}\d){8,18}/g;
const dateOrTime =
  /\b\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?)?|\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b|\b\d{1,2}:\d{2}\b/g;
/** The last digits of a number decide: the same phone is written with and without its country code. */
const comparedDigits = 9;

/**
 * Whether a reply holds an e-mail address or a long number that is neither the customer's own, nor the tenant's, nor
 * from this turn's tools: most likely another customer's, or made up.
 */
export function foreignContact(text: string, evidence: Evidence): boolean {
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

/** Where a contact may come from. Built only when a reply holds one. */
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

type ToldSections = Pick<TenantConfig, "agent" | "channels" | "knowledge" | "business_logic">;

const texts = new WeakMap<ToldSections, string>();

/** What of a configuration customers may be told: the tenant's own numbers and addresses stand there. */
function configText(config: ToldSections): string {
  const made = texts.get(config);
  if (made !== undefined) return made;
  const { agent, channels, knowledge, business_logic } = config;
  const text = JSON.stringify({ prompt: agent.system_prompt, channels, knowledge, business_logic });
  texts.set(config, text);
  return text;
}

/** Numbers of `text`, each on its own line, so that two neighbours never look like a third. */
function digitsOf(text: string): string {
  return (text.match(/\+?\d(?:[\s().-]{0,2}\d)*/g) ?? []).map((number) => number.replace(/\D/g, "")).join("\n");
}
