import type { Explanation } from "../../explain.ts";
import type { Path } from "../../reading/problem.ts";
import type { TenantConfig } from "../../schema.ts";

/** Limits that are reached at once, or never. */
export function limitWarnings(config: TenantConfig): readonly Explanation[] {
  return [...lowLimits(config), ...acceptWarnings(config), ...costWarnings(config)];
}

/** About the tokens of three sentences in Hindi. */
const shortestAnswer = 100;
/** What one answer reads and writes, with a short prompt. */
const oneAnswer = 2_000;
const fewAnswers = 3;

function lowLimits({ agent, budget, conversation }: TenantConfig): readonly Explanation[] {
  const limits = [
    {
      path: ["agent", "model", "max_tokens"],
      is: agent.model.max_tokens,
      least: shortestAnswer,
      effect: "answers break off after a sentence or two",
      remedy: "A token is about four letters, or one letter of Hindi. 1500 is usual.",
    },
    {
      path: ["budget", "model_tokens"],
      is: budget.model_tokens,
      least: oneAnswer,
      effect: "a person takes over after the first answer",
      remedy: "One answer takes some thousands, because the prompt and the knowledge count too. 100000 is usual.",
    },
    {
      path: ["budget", "turns"],
      is: budget.turns,
      least: fewAnswers,
      effect: "a person takes over before anything is settled",
      remedy: "Write how many answers a conversation may have, such as 60.",
    },
    ...repliesPerDay(conversation).map(({ path, is }) => ({
      path,
      is,
      least: fewAnswers,
      effect: "a person is asked before anything is settled",
      remedy: "It is to end conversations between two machines: write 20 or more.",
    })),
  ];
  return limits.flatMap(({ path, is, least, effect, remedy }) =>
    is === undefined || is >= least
      ? []
      : [warning(path, { code: "limit-low", what: `is ${is}, so ${effect}`, remedy })],
  );
}

/** One number may be given for all channels. */
function repliesPerDay({ replies_per_day }: TenantConfig["conversation"]) {
  const path = ["conversation", "replies_per_day"];
  const [first, ...others] = new Set(Object.values(replies_per_day));
  if (first !== undefined && others.length === 0) return [{ path, is: first }];
  return Object.entries(replies_per_day).map(([channel, is]) => ({ path: [...path, channel], is }));
}

/** Nobody reads a request and accepts it sooner. In seconds. */
const shortestAccept = 5;

function acceptWarnings({ business_logic }: TenantConfig): readonly Explanation[] {
  return business_logic.escalation.handoff.flatMap(({ timeout, fallback }, index) =>
    timeout >= shortestAccept
      ? []
      : [
          warning(["business_logic", "escalation", "handoff", index, "timeout"], {
            code: "limit-low",
            what: `is ${timeout} seconds, too short for an operator to accept, so ${fallback} follows every time`,
            remedy: "Write how long operators have: 60 is a minute.",
          }),
        ],
  );
}

function costWarnings({ budget, tools }: TenantConfig): readonly Explanation[] {
  if (budget.tool_cost === undefined || tools.available.some((tool) => "cost" in tool && tool.cost !== undefined))
    return [];
  return [
    warning(["budget", "tool_cost"], {
      code: "setting-unused",
      what: "limits nothing, because no tool has a `cost`",
      remedy: "Say under tools.available what a call costs, or remove it.",
    }),
  ];
}

function warning(path: Path, rest: Pick<Explanation, "code" | "what" | "remedy">): Explanation {
  return { path, at: "value", ...rest };
}
