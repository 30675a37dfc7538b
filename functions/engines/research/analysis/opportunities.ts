import { type AgentOpportunity, analysisLimits } from "../../../../shared/contracts/lifecycle/research-analysis.ts";
import type { FoundQuestion } from "./questions.ts";
import { quoteOf } from "./quote.ts";
import { type FoundTheme, negativesOf } from "./themes.ts";

function byModel({ byModel: count, mentions }: FoundTheme): string {
  if (count === 0) return "";
  return ` A model sorted ${count} of the ${mentions.length} mentions, the word lists the others.`;
}

/**
 * What an agent could do for the business, most wanted first: complaints that a part of an agent answers, and questions
 * that come again. Each figure counts the passages that stand as quotes beside it; nobody knows calls a month from reviews,
 * so `volume` is null.
 */
export function findOpportunities(
  themes: readonly FoundTheme[],
  questions: readonly FoundQuestion[],
  reviews: number,
): readonly AgentOpportunity[] {
  const fromThemes = themes.flatMap((theme): readonly AgentOpportunity[] => {
    const { complaint, feature } = theme.words;
    const negatives = negativesOf(theme);
    if (feature === undefined || negatives.length === 0) return [];
    const share = `${negatives.length} of ${reviews} reviews`;
    return [
      {
        name: theme.words.name,
        feature: feature.name,
        mentions: negatives.length,
        of: reviews,
        volume: null,
        why: `${share} ${negatives.length === 1 ? "complains" : "complain"} that ${complaint}. ${feature.help}`,
        basis: `Counted in the ${reviews} reviews that were read, each once.${byModel(theme)}`,
        quotes: negatives.slice(0, analysisLimits.quotes).map(quoteOf),
      },
    ];
  });
  const asked = questions.reduce((sum, { mentions }) => sum + mentions.length, 0);
  const fromQuestions: readonly AgentOpportunity[] =
    asked < 2
      ? []
      : [
          {
            name: "Questions in public",
            feature: "answers from knowledge",
            mentions: asked,
            of: null,
            volume: null,
            why: `Customers ask ${asked} questions in reviews and posts, most about ${questions[0]?.topic ?? "the offer"}. The agent answers them from the business's own knowledge.`,
            basis: "Counted in the texts that were read, the same question once.",
            quotes: questions
              .flatMap(({ mentions }) => mentions)
              .slice(0, analysisLimits.quotes)
              .map(quoteOf),
          },
        ];
  return [...fromThemes, ...fromQuestions]
    .toSorted((one, other) => other.mentions - one.mentions)
    .slice(0, analysisLimits.opportunities);
}
