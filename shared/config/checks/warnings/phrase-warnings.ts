import type { Explanation } from "../../explain.ts";
import type { Path } from "../../reading/problem.ts";
import type { TenantConfig } from "../../schema.ts";

/** Phrases that forbid what the agent has to say, or that nearly every message holds. */
export function phraseWarnings(config: TenantConfig): readonly Explanation[] {
  return [...blockedWarnings(config), ...signalWarnings(config)];
}

function blockedWarnings(config: TenantConfig): readonly Explanation[] {
  const texts = saidTexts(config);
  return config.guardrails.blocked_phrases.slice(0, mostPhrases).flatMap((phrase, index) => {
    const forbidden = texts.find(({ text }) => text.includes(phrase.toLowerCase()));
    if (forbidden === undefined) return [];
    return [
      warning(["guardrails", "blocked_phrases", index], {
        code: "phrase-needed",
        what: `stands in ${forbidden.called}, which the agent then cannot say`,
        remedy: "Correct one of the two.",
      }),
    ];
  });
}

/** Each is looked for in every text. */
const mostPhrases = 100;

/** What the agent is to say, in small letters. */
function saidTexts({ client_name, agent, knowledge, business_logic }: TenantConfig) {
  const texts = [
    { text: client_name, called: "client_name" },
    { text: agent.agent_name, called: "agent.agent_name" },
    ...knowledge.map(({ id, text }) => ({ text, called: `the knowledge \`${id}\`` })),
    ...business_logic.cross_sell.products.map(({ id, name }) => ({
      text: name ?? "",
      called: `the product \`${id}\``,
    })),
  ];
  return texts.map(({ text, called }) => ({ text: text.toLowerCase(), called }));
}

function signalWarnings({ signals }: TenantConfig): readonly Explanation[] {
  return Object.entries(signals).flatMap(([name, phrases]) =>
    phrases.flatMap((phrase, index) =>
      [...phrase.trim()].length > 1
        ? []
        : [
            warning(["signals", name, index], {
              code: "phrase-short",
              what: `is one letter, so nearly every message raises \`${name}\``,
              remedy: "Write whole words, as customers write them.",
            }),
          ],
    ),
  );
}

function warning(path: Path, rest: Pick<Explanation, "code" | "what" | "remedy">): Explanation {
  return { path, at: "value", ...rest };
}
