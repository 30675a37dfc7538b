import { z } from "zod";
import { absent, type Documents, put, VersionConflict } from "../platform/documents.ts";
import { hashId } from "../platform/tenant-ids.ts";
import { TerminalError } from "../runtime/failures/errors.ts";
import { titleOf } from "../schema/title-of.ts";
import { parametersOf } from "../tables/cell-schema.ts";
import { openTables, RowsRefused } from "../tables/tables.ts";
import { wallClock } from "../time/wall-clock.ts";
import { contactIdentityOf } from "../tools/contact.ts";
import type { Preview } from "../tools/preview.ts";
import type { TenantMaterial, Tool, ToolCallContext, ToolResult } from "../tools/tool.ts";
import { zodParameters } from "../tools/tool-parameters.ts";
import { evaluator } from "./evaluate.ts";
import type { ExpressionFunction } from "./functions.ts";
import { operationRuns } from "./operation-runs.ts";
import type { Operation } from "./operation-section.ts";
import { Refused } from "./refused.ts";
import { changesOf, type OperationRun, prepare, shownBy, toldBy } from "./run-operation.ts";
import { ExpressionError, type Scope, type Value } from "./value.ts";

interface OperationDependencies {
  readonly documents: Documents;
  readonly modules: Readonly<Record<string, ExpressionFunction>>;
}

/** Attempts at a commit while others change the same rows. */
const attempts = 5;

/** The tool of an operation. What it does to rows is committed together with a record of the call, exactly once. */
export function operationTool(
  operation: Operation,
  { documents, modules }: OperationDependencies,
  material: Pick<TenantMaterial, "tables" | "timeZone">,
): Tool {
  const { name, description, confirm, approve } = operation;
  const tables = openTables(documents, material.tables);
  const writes = operation.write.length > 0;

  function runOf(args: Readonly<Record<string, unknown>>, call: ToolCallContext): OperationRun {
    if (operation.identity === "verified" && !call.identity.verified) throw new Refused(unprovenNote);
    const given = scopeOf(operation, args, call, material.timeZone);
    return { tenantId: call.tenantId, tables, given, using: evaluator(modules) };
  }

  async function once(args: Readonly<Record<string, unknown>>, call: ToolCallContext): Promise<Value> {
    const runId = hashId(["operation", name, call.idempotencyKey]);
    const before = writes ? await documents.get(call.tenantId, operationRuns, runId) : undefined;
    if (before) return before.data.told;
    const run = runOf(args, call);
    const prepared = await prepare(operation, run);
    const told = toldBy(operation, run, prepared);
    const changes = await changesOf(operation, run, prepared);
    if (changes.length === 0) return told;
    const at = call.now.toISOString();
    const record = { operation: name, customerId: call.customer.id, conversationId: call.conversationId, told, at };
    await documents.commit(call.tenantId, [
      ...(await tables.writes(call.tenantId, changes)),
      put(operationRuns, runId, record, { ifVersion: absent }),
    ]);
    return told;
  }

  return {
    name,
    description,
    parameters: zodParameters(z.strictObject(parametersOf(operation.parameters))),
    sideEffects: writes,
    reconcile: "repeat",
    ...(confirm === undefined ? {} : { confirm }),
    ...(approve === undefined ? {} : { approve }),

    async preview(args, call): Promise<Preview> {
      try {
        const run = runOf(args, call);
        const prepared = await prepare(operation, run);
        return { title: titleOf(name), lines: linesOf(shownBy(operation, run, prepared) ?? (args as Scope)) };
      } catch (error) {
        const refusal = refusalOf(error);
        throw refusal === undefined ? error : new TerminalError("operation-refused", refusal, { cause: error });
      }
    },

    async execute(args, call): Promise<ToolResult> {
      for (let attempt = 1; ; attempt += 1) {
        try {
          const told = await once(args, call);
          const sources = [
            { id: `tool:${name}`, title: titleOf(name), text: JSON.stringify(told).slice(0, longestSource) },
          ];
          return { content: told, sources };
        } catch (error) {
          if (error instanceof VersionConflict && attempt < attempts) continue;
          const refusal = refusalOf(error);
          if (refusal !== undefined) return { content: { error: refusal } };
          if (error instanceof ExpressionError)
            throw new TerminalError("operation-failed", `${name} was not done: ${error.message}.`, { cause: error });
          throw error;
        }
      }
    },
  };
}

const longestSource = 8_000;

const unprovenNote = "The customer has not proven who they are. Ask them to do so first.";

/** Why the tenant's rules or tables do not allow it, in words for the agent. Undefined for other errors. */
function refusalOf(error: unknown): string | undefined {
  if (error instanceof Refused) return error.message;
  return error instanceof RowsRefused ? `Nothing was changed. ${error.message}` : undefined;
}

/** The parameters, null where one was left out, and what the platform knows of the call. */
function scopeOf(
  { parameters }: Operation,
  args: Readonly<Record<string, unknown>>,
  call: ToolCallContext,
  timeZone: string | undefined,
): Scope {
  const { identity, customer } = call;
  const contact = contactIdentityOf(call);
  const { date, time } = wallClock(call.now, timeZone ?? "UTC");
  return {
    ...Object.fromEntries(Object.keys(parameters).map((name) => [name, (args[name] ?? null) as Value])),
    identity: identity.verified
      ? { verified: true, table: identity.table, key: identity.key, fields: identity.fields as Scope }
      : { verified: false, table: null, key: null, fields: {} },
    customer: {
      id: customer.id,
      name: customer.name,
      channel: call.channel,
      phone: null,
      email: null,
      ...(contact && { [contact.column]: contact.value }),
    },
    today: date,
    // A time zone is whole minutes off UTC.
    now: `${date}T${time}${call.now.toISOString().slice(16, 19)}`,
    call_id: hashId(["operation-call", call.idempotencyKey]),
  };
}

function linesOf(shown: Scope): Preview["lines"] {
  return Object.entries(shown).flatMap(([label, value]) =>
    value === null ? [] : [{ label: titleOf(label), value: typeof value === "string" ? value : JSON.stringify(value) }],
  );
}
