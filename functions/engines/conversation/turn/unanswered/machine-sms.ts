import type { Unanswered } from "../../../../../shared/events/index.ts";

/**
 * Who sends SMS without reading answers: short codes (`22000`) and names (`VK-HDFCBK`). Numbers of people begin with
 * `+` and have at least seven digits.
 */
export function machineSender(address: string): Extract<Unanswered, "short-code" | "named-sender"> | undefined {
  if (/\p{L}/u.test(address)) return "named-sender";
  if (/^\+?\d{3,6}$/.test(address) || /^\d{7,8}$/.test(address)) return "short-code";
  return undefined;
}

const codeWords =
  /\b(?:(?:verification|security|login|log-in|sign-in|access|confirmation|one[- ]time|authentication) (?:code|password|pin|passcode)|otp|passcode|código de (?:verificación|seguridad)|code de (?:vérification|sécurité|confirmation)|bestätigungscode|sicherheitscode|código de verificação)\b|ओटीपी|सत्यापन कोड/iu;
const code = /(?<![\d₹$€])(?:[A-Z]{1,2}-)?\d{4,8}(?!\d)|(?<!\d)\d{3}[- ]\d{3}(?!\d)/u;
const warning =
  /\b(?:do not|don[’']?t|never) (?:share|disclose|give|tell)\b|\b(?:valid (?:for|till|until)|expires?(?: in| at)?|will expire)\b|\bif you did(?: not|n[’']?t) request\b|\bno (?:lo |la )?(?:compartas?|comparta)\b|\bne (?:le |la )?(?:partagez|communiquez) pas\b|साझा न करें|शेयर न करें/iu;
/** The first line of an SMS that an app on the phone reads by itself (Android's SMS Retriever, iOS's domain-bound codes). */
const forAnApp = /^<#>|\n@[\w.-]+ #\d{4,8}\s*$/u;
/** A person speaks of a code in the first person, or asks. */
const aPerson = /\?|\b(?:my|me|i|i[’']m|please|mera|mujhe|mi|mon|mein)\b/iu;

const mostCharacters = 500;

/** Whether a machine sends a code in this text: it names one, and warns of sharing it or says how long it is valid. */
export function isVerificationCode(text: string): boolean {
  if (text.length > mostCharacters || !code.test(text)) return false;
  return forAnApp.test(text) || (codeWords.test(text) && warning.test(text) && !aPerson.test(text));
}
