import { z } from "zod";
import { Difference, TurnVerdict } from "../../../../../shared/agent/comparison/answer.ts";
import { Problem } from "../../../../../shared/http/problem.ts";
import { route } from "../../../../../shared/http/route.ts";
import type { TenantId } from "../../../../../shared/platform/tenant.ts";
import { type DraftDependencies, openDraft } from "../../drafts/open-draft.ts";
import { requireConversation } from "../../routes/require-conversation.ts";
import type { Turn } from "../../turn-record.ts";
import { InspectedTurn, inspectedTurn } from "../inspected-turn.ts";
import { NamedTurn, requireTurn } from "../named-turn.ts";
import { compareTurns, messagesWithWords, rerunTurn } from "./rerun-turn.ts";

const Rerun = z
  .object({
    rerun: InspectedTurn.describe("The turn as it would be now, of the sandbox: its ids are not the conversation's."),
    verdict: TurnVerdict.describe("Over all differences: what is worse counts first, then what a person has to judge."),
    differences: z.array(Difference).describe("The differences that count, found by fixed rules."),
  })
  .meta({ id: "TurnRerun" });

/** A turn answered once more, by another version or by a text that is not stored. */
export function rerunRoutes(dependencies: DraftDependencies) {
  const { platform, configs, now } = dependencies;
  const { documents } = platform;
  return [
    route({
      method: "POST",
      path: "/v1/conversations/:id/turns/:turn/reruns",
      operationId: "rerunTurn",
      summary: "See what another version would answer to a turn",
      description:
        "The turn's messages are answered once more, after the messages before them, in a sandbox tenant of its own: nothing reaches the customer, and the conversation does not change. The sandbox is a web chat. It has the conversation's messages, the summary and the notes that the model was given then (while `inspectTurn` still shows them), the customer's name, the configuration's rows and the client's documents. A call of a tool that reaches other servers is answered as the same call was in this turn or before it, and not made otherwise. It does not have open confirmations, who the customer proved to be, and files. It is removed after ten minutes. The client pays for the models.",
      problems: {
        404: ["conversation-not-found", "turn-not-found", "config-not-found"],
        409: ["turn-not-repeatable"],
        422: ["config-invalid"],
      },
      example: { version: 2 },
      tag: "Conversations",
      permission: "configs:write",
      params: NamedTurn,
      body: z
        .strictObject({
          version: z.number().int().min(1).optional().describe("A version of the turn's configuration."),
          yaml: z.string().min(1).optional().describe("Or the complete file, which is not stored."),
        })
        .refine(({ version, yaml }) => (version === undefined) !== (yaml === undefined), {
          message: "must have `version` or `yaml`, and not both",
        }),
      reply: Rerun,
      async handle(request) {
        const { identity, params, body } = request;
        const { tenantId } = identity;
        const conversation = await requireConversation(documents, tenantId, params.id);
        const turn = await requireTurn(documents, tenantId, { conversationId: conversation.id, named: params.turn });
        requireRepeatable(turn);
        const yaml = body.yaml ?? (await textOf(tenantId, turn.config.name, body.version ?? turn.config.version));
        const wish = { config: turn.config.name, yaml, purpose: "rerun" as const };
        const draft = await openDraft(dependencies, request, wish);
        const { name: customerName } = conversation.customer;
        const rerun = await rerunTurn(dependencies, tenantId, { turn, draft, customerName });
        const seen = await inspectedTurn(documents, draft.sandbox, rerun);
        const { verdict, differences } = compareTurns(turn, rerun, now());
        return { status: 200, body: { rerun: seen, verdict, differences: [...differences] } };
      },
    }),
  ];

  async function textOf(tenantId: TenantId, name: string, version: number): Promise<string> {
    const stored = await configs.get(tenantId, name, version);
    if (stored === undefined)
      throw new Problem(404, "config-not-found", `There is no version ${version} of "${name}".`);
    return stored.yaml;
  }
}

/** Somebody must have written words, and the agent must have been asked. */
function requireRepeatable(turn: Turn): void {
  const { by, inbound } = turn;
  if (by !== null)
    throw new Problem(
      409,
      "turn-not-repeatable",
      "A person answered this turn, so there is no answer to compare with.",
    );
  if (inbound.length === 0)
    throw new Problem(409, "turn-not-repeatable", "The product began this turn: there is no message to answer.");
  if (messagesWithWords(turn).length === 0)
    throw new Problem(409, "turn-not-repeatable", "The turn's messages have no words. A file cannot be sent again.");
}
