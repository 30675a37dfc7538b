/** Words that may stand between "I" and the verb. */
const between = "(?:(?:have|never|always|also|really|just|still|actually|personally|do|too|not|even|only|once|did) )*";
/** What people feel and do, and a program does not. "I would love to help" and "I tried to book" are not of these. */
const livedVerbs =
  "(?:loved?|liked?|enjoy(?:ed)?|hated?|prefer(?:red)?|watch(?:ed)?|own(?:ed)?|grew|lived?|wish|play(?:ed)?|used to|went|visited|listen(?:ed)?|been (?:to|there)|tried (?!to ))";
const ownThings =
  "(?:favou?rites?|own|mom|mother|dad|father|wife|husband|kids?|son|daughter|friends?|dog|cat|brother|sister|family|house|life|childhood)";

const lived = [
  `\\bi ${between}${livedVerbs}`,
  `\\bi (?:have )?(?:never|always) `,
  `\\bmy ${ownThings}\\b`,
  `\\bi am (?:(?:not|also|such|really) )?(?:an? )?(?:(?:big|huge|great) )?fan\\b`,
  `\\bi would (?:have )?(?:never|prefer|visit)`,
  // A clause that is only the answer to "Have you …?" or "I like …".
  `(?:^|[.!,] ?)(?:(?:yes|yeah|no|oh),? )?(?:i have(?: not| never)?|i (?:do|did|was|am) too|me too|so (?:do|did|am) i)(?: too)?\\s*(?:[,.!]|but |$)`,
  // Hindi in both scripts: "I like … too", "my favourite"; not "I am glad that you like it".
  `\\b(?:mujhe|mujhko)(?: bhi)?(?: (?!aap)\\S+){0,4} (?:pasand|accha lagta|acchi lagti)\\b`,
  `\\bmer[aei] (?:pasandida|favou?rite)\\b`,
  `मुझे(?: भी)?(?: (?!आप)\\S+){0,4} (?:पसंद|अच्छा लगता|अच्छी लगती)`,
  `मेर[ाीे] (?:पसंदीदा|फेवरेट)`,
].map((pattern) => new RegExp(pattern, "u"));

/**
 * Whether a sentence tells of a life of the speaker's own: tastes, memories, family. No source can support that, and an agent
 * has none. Pure.
 */
export function tellsOfOwnLife(sentence: string): boolean {
  const plain = sentence
    .toLowerCase()
    .replace(/\s?['’]/g, "'")
    .replace(/\bi'm\b/g, "i am")
    .replace(/\bi've\b/g, "i have")
    .replace(/\bi'd\b/g, "i would")
    .replace(/n't\b/g, " not");
  return lived.some((pattern) => pattern.test(plain));
}
