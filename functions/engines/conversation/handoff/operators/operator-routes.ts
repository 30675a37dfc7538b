import { z } from "zod";
import { type ConfigSource, currentConfig } from "../../../../../shared/config/versions/current-config.ts";
import { namesOfPeople } from "../../../../../shared/contracts/accounts/account-names.ts";
import { operatorChanged } from "../../../../../shared/events/index.ts";
import { Paging, pageOf, toPage } from "../../../../../shared/http/paging.ts";
import { requestedEvent } from "../../../../../shared/http/requested-event.ts";
import { requireState } from "../../../../../shared/http/require-state.ts";
import { route } from "../../../../../shared/http/route.ts";
import { absent, type Documents, put } from "../../../../../shared/platform/documents.ts";
import { newOwned } from "../../../../../shared/runtime/owned-document.ts";
import type { Runner } from "../../../../../shared/runtime/runner.ts";
import { agencyId } from "../../../../../shared/security/agency.ts";
import { newOperator, type Operator, operators, Presence, presenceAt } from "./operator.ts";
import { operatorsStep } from "./operators-step.ts";

const ById = z.object({ id: z.string().min(1).max(200) });
const Words = z.array(z.string().trim().min(1).max(100)).max(50);

const OperatorView = z
  .object({
    operator_id: z.string(),
    name: z.string(),
    departments: Words,
    skills: Words,
    languages: Words,
    presence: Presence,
    /** The operator counts as offline after this time unless they report again. */
    presence_until: z.string(),
    max_conversations: z.number().int(),
    last_assigned_at: z.string().nullable(),
  })
  .meta({ id: "Operator" });

const OperatorBody = z.object({
  name: z.string().trim().min(1).max(200),
  departments: Words.default([]).describe("Empty: all of them."),
  skills: Words.default([]),
  languages: Words.default([]).describe("BCP 47. Empty: any."),
  max_conversations: z.number().int().min(0).max(100).default(5),
});

interface Dependencies extends ConfigSource {
  readonly runner: Runner;
  readonly documents: Documents;
  readonly now: () => Date;
}

const tag = "Operators";

export function operatorRoutes(dependencies: Dependencies) {
  const { runner, documents, now, config } = dependencies;
  const step = operatorsStep({ platform: { documents }, config });
  const viewed = (operator: Operator) => operatorView(operator, now());
  return [
    route({
      method: "GET",
      path: "/v1/operators",
      operationId: "listOperators",
      summary: "List the operators and their presence",
      description: "Everyone who ever reported their presence or was set up.",
      tag,
      permission: "conversations:operate",
      query: Paging,
      reply: pageOf(OperatorView),
      async handle({ identity, query }) {
        const orderBy = { field: "state.name", direction: "asc" } as const;
        const page = await documents.query(identity.tenantId, operators.collection, { orderBy, ...query });
        return { status: 200, body: toPage(page, ({ data }) => viewed(data.state)) };
      },
    }),
    route({
      method: "PUT",
      path: "/v1/operators/me/presence",
      operationId: "setPresence",
      summary: "Report your presence; repeat it before `presence_until` or you count as offline",
      description:
        "The caller's own presence. It lapses at `presence_until`, so a browser that was closed counts as offline.",
      example: { presence: "online" },
      tag,
      permission: "conversations:operate",
      body: z.object({ presence: Presence }),
      reply: OperatorView,
      async handle({ identity, body, idempotencyKey }) {
        const { tenantId, subject } = identity;
        const { handoff_rules } = (await currentConfig(dependencies, tenantId, null)).config;
        const at = now();
        const until = new Date(at.getTime() + handoff_rules.presence_timeout * 1_000).toISOString();
        const name = (await namesOfPeople(documents, agencyId)(subject)) ?? undefined;
        const change = { presence: body.presence, until, ...(name === undefined ? {} : { name }) };
        const data = { operatorId: subject, change };
        const wish = { action: "presence", key: subject, data, at };
        const state = await runner.run(step, requestedEvent(operatorChanged, { identity, idempotencyKey }, wish));
        return { status: 200, body: viewed(state ?? newOperator(subject, at.toISOString())) };
      },
    }),
    route({
      method: "GET",
      path: "/v1/operators/:id",
      operationId: "getOperator",
      summary: "One operator; `me` is the caller",
      description: "Skills, departments, capacity and presence.",
      problems: { 404: ["operator-not-found"] },
      tag,
      permission: "conversations:operate",
      params: ById,
      reply: OperatorView,
      async handle({ identity, params }) {
        const id = params.id === "me" ? identity.subject : params.id;
        const operator = await requireState(documents, identity.tenantId, operators, { id, what: "operator" });
        return { status: 200, body: viewed(operator) };
      },
    }),
    route({
      method: "PUT",
      path: "/v1/operators/:id",
      operationId: "putOperator",
      summary: "Set an operator's skills and capacity; the id is their token's subject",
      description:
        "Creates the operator, or changes what was set. Handoffs are offered by skill, language and free capacity.",
      example: {
        name: "Asha",
        departments: ["billing"],
        skills: ["refunds"],
        languages: ["en", "hi"],
        max_conversations: 3,
      },
      tag,
      permission: "operators:write",
      params: ById,
      body: OperatorBody,
      reply: OperatorView,
      async handle({ identity, params: { id }, body, idempotencyKey }) {
        const { tenantId } = identity;
        const stored = await documents.get(tenantId, operators.collection, id);
        const changedAt = now();
        const at = changedAt.toISOString();
        const { max_conversations: maxConversations, ...rest } = body;
        const state = { ...(stored?.data.state ?? newOperator(id, at)), ...rest, maxConversations, updatedAt: at };
        const data = stored ? { ...stored.data, state } : newOwned(state);
        await documents.commit(tenantId, [
          put(operators.collection, id, data, { ifVersion: stored?.version ?? absent }),
        ]);
        // What the operator may take now may have waited for long.
        const wish = { action: "operator", key: id, data: { operatorId: id, change: null }, at: changedAt };
        await runner.run(step, requestedEvent(operatorChanged, { identity, idempotencyKey }, wish));
        return { status: 200, body: viewed(state) };
      },
    }),
  ];
}

function operatorView(operator: Operator, now: Date): z.infer<typeof OperatorView> {
  return {
    operator_id: operator.id,
    name: operator.name,
    departments: operator.departments,
    skills: operator.skills,
    languages: operator.languages,
    presence: presenceAt(operator, now),
    presence_until: operator.presenceUntil,
    max_conversations: operator.maxConversations,
    last_assigned_at: operator.lastAssignedAt,
  };
}
