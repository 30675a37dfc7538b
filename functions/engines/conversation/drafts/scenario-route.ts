import { z } from "zod";
import { Expectation, ScenarioOutcome } from "../../../../shared/agent/scenarios/expectation.ts";
import {
  judgedExpectations,
  judgeScenario,
  scenarioAnswer,
} from "../../../../shared/agent/scenarios/judge-scenario.ts";
import { requestedId } from "../../../../shared/http/requested-event.ts";
import { route } from "../../../../shared/http/route.ts";
import { InspectedTurn, inspectedTurn } from "../inspect/inspected-turn.ts";
import type { DraftDependencies } from "./open-draft.ts";
import { DraftById, requireOpenDraft } from "./require-draft.ts";
import { sayInSandbox } from "./say-in-sandbox.ts";

const PlayedScenario = z
  .object({
    said: InspectedTurn.describe("What was said, and how the agent came to its answer."),
    outcome: ScenarioOutcome.describe("`not-checked`: nothing says what a right answer is."),
    detail: z.string().describe("Why it is not passed, for people. Empty otherwise."),
    expectations: z
      .array(
        z.object({
          expectation: Expectation.describe("What was expected."),
          unmet: z.string().nullable().describe("What happened instead, for people. Null: it is met."),
        }),
      )
      .describe("Each expectation, in its order."),
  })
  .meta({ id: "PlayedScenario" });

/** One scenario in a draft: in a conversation of its own, judged as the checks of a written configuration judge it. */
export function scenarioRoute(dependencies: DraftDependencies) {
  const { documents } = dependencies.platform;
  return route({
    method: "POST",
    path: "/v1/drafts/:id/scenarios",
    operationId: "playScenario",
    summary: "Say a scenario's message to a draft, and judge the answer",
    description:
      "In a conversation of its own: what was said before in the draft is not known there. The expectations are judged by fixed rules, as in the checks of a written configuration (`listScenarios`).",
    problems: { 404: ["draft-not-found"], 409: ["draft-closed"] },
    example: { says: "What does a thyroid test cost?", expects: [{ kind: "numbers", text: "549" }] },
    tag: "Drafts",
    permission: "configs:write",
    params: DraftById,
    body: z.strictObject({
      says: z.string().trim().min(1).max(4_000).describe("What the customer says."),
      expects: z.array(Expectation).min(1).max(20).describe("What must come of it."),
    }),
    reply: PlayedScenario,
    async handle(request) {
      const { identity, params, body } = request;
      const { tenantId } = identity;
      const { sandbox } = await requireOpenDraft(dependencies, tenantId, params.id);
      const eventId = requestedId(request, { action: "play-scenario", key: params.id });
      const said = { sandbox, payer: tenantId, eventId, session: eventId, text: body.says, choiceId: null };
      const turn = await sayInSandbox(dependencies, said);
      const answer = scenarioAnswer(turn);
      const { outcome, detail } = judgeScenario(body.expects, answer);
      const expectations = judgedExpectations(body.expects, answer);
      const seen = await inspectedTurn(documents, sandbox, turn);
      return { status: 200, body: { said: seen, outcome, detail, expectations: [...expectations] } };
    },
  });
}
