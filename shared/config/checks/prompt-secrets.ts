import { containsSecret } from "../../security/secrets/secret-shapes.ts";
import type { Explanation } from "../explain.ts";
import type { Path } from "../reading/problem.ts";
import type { TenantConfig } from "../schema.ts";

const named =
  /(?:पासवर्ड|गुप्त (?:कोड|शब्द)|\b(?:secret(?: code| word| key)?|password|passcode|passphrase|passwd|pwd|api[ _-]?key|access[ _-]?(?:key|token)|auth[ _-]?token|bearer token|private key|(?:atm|upi|login|door|admin|security|staff|override) (?:pin|code|otp)))\s{0,3}(?:is|are|=|:|\(|है|hai)\s{0,3}["'“]?\S/iu;
const limit =
  /(?:(?:floor|minimum|min|lowest|bottom|least|cost|wholesale|purchase|dealer|reserve|walk-?away)[ -](?:price|rate|amount|cost)|\bmargins?\b|\bmark-?up\b|\bcommissions?\b|(?:go|sell|accept|offer|settle|negotiate|bargain|discount)\b.{0,60}\b(?:below|under|down to|up to|as low as|maximum|max|at most|not less than|no less than)\b|न्यूनतम (?:कीमत|मूल्य|दाम))/iu;
const confidential =
  /(?:\bconfidential|\binternal(?:ly)?(?: use)? only\b|\b(?:do not|don['’]t|never|must not)\b.{0,20}\b(?:reveal|disclose|share|tell|mention|say|show)\b|\bkeep\b.{0,30}\b(?:secret|private|to yourself)\b|\bsecretly\b|गोपनीय|मत बता|न बता|\bmat bata)/iu;
const value = /\p{Nd}|\b(?:hundred|thousand|lakh|crore|per ?cent|percent)\b/iu;

/**
 * Warns of texts that the agent reads and customers must not. A customer can bring a model to repeat its prompt in another
 * language or coding, which no check of the answers recognises.
 */
export function promptSecretWarnings(config: TenantConfig): readonly Explanation[] {
  const { agent, knowledge, canned_replies, tools } = config;
  const instructions: readonly (readonly [Path, string])[] = [
    [["agent", "system_prompt"], agent.system_prompt],
    [["agent", "personality"], agent.personality],
    ...agent.objectives.map((text, index): readonly [Path, string] => [["agent", "objectives", index], text]),
  ];
  const spoken: readonly (readonly [Path, string])[] = [
    ...knowledge.map(({ text }, index): readonly [Path, string] => [["knowledge", index, "text"], text]),
    ...canned_replies.map(({ text }, index): readonly [Path, string] => [["canned_replies", index, "text"], text]),
    ...tools.available.flatMap(({ config: { endpoint, url } }, index) =>
      Object.entries({ endpoint, url }).flatMap(([key, address]): readonly (readonly [Path, string])[] =>
        typeof address === "string" ? [[["tools", "available", index, "config", key], address]] : [],
      ),
    ),
  ];
  return [
    ...instructions.flatMap(([path, text]) => warningsOf(path, text, secretIn)),
    ...spoken.flatMap(([path, text]) =>
      warningsOf(path, text, (line) => (containsSecret(line) ? looksLikeKey : undefined)),
    ),
  ];
}

const looksLikeKey = "holds something that looks like a key, a token or a password";
const keyRemedy = `Remove it: customers can make a model repeat what it reads. Name it as \${NAME} where a tool or an integration needs it, and renew it if it is real.`;
const limitRemedy =
  "Remove it: a customer can make a model repeat its prompt, translated or coded, and no check of the answers sees that. Let a tool decide, or a person.";

/** At most one warning for each text. It never repeats the secret. */
function warningsOf(path: Path, text: string, find: (line: string) => string | undefined): readonly Explanation[] {
  const lines = text.split("\n");
  for (const [index, line] of lines.entries()) {
    const found = find(line.slice(0, 2_000));
    if (found === undefined) continue;
    const where = lines.length === 1 ? "" : ` in line ${index + 1} of the text`;
    const remedy = found === looksLikeKey ? keyRemedy : limitRemedy;
    return [{ code: "secret-in-prompt", path, at: "value", what: `${found}${where}`, remedy }];
  }
  return [];
}

function secretIn(line: string): string | undefined {
  if (containsSecret(line) || named.test(line)) return looksLikeKey;
  if (!value.test(line)) return undefined;
  if (limit.test(line)) return "holds a price limit, a margin or a commission";
  return confidential.test(line) ? "holds a value that it calls confidential" : undefined;
}
