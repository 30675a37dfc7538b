import { pricedCalls } from "../../../../shared/contracts/calls/call-costs.ts";
import { type Measurement, measurements } from "../../../../shared/contracts/metrics/measurements.ts";
import {
  addCounters,
  Counters,
  noCounters,
  type WrittenCounters,
} from "../../../../shared/contracts/metrics/rollup-counters.ts";
import type { Documents } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { callCounters } from "../../../../shared/prices/call-counters.ts";
import { RetryableError, TerminalError } from "../../../../shared/runtime/failures/errors.ts";
import { deriveId } from "../../../../shared/runtime/ids.ts";
import { step } from "../../../../shared/runtime/step.ts";
import type { Source, Taken } from "./sources.ts";

/** The costs of a call are known a little after its end. */
const waitsForCost = 5;

interface Gathered {
  readonly taken: Taken;
  readonly add: WrittenCounters;
}

/** Records a measurement once, by its own name. The collector counts it. */
export function recordStep<T>(name: string, source: Source<T>, { documents }: { readonly documents: Documents }) {
  return step<T, Measurement, Gathered>({
    name,
    on: source.on,
    document: measurements,
    documentId: ({ data, id, occurredAt }) => deriveId("measurement", source.measure(data, { id, occurredAt }).source),
    exclusive: false,

    async gather(known, { tenantId, data, id, occurredAt }, { attempt }) {
      const taken = source.measure(data, { id, occurredAt });
      if (known || taken.callId === undefined) return { taken, add: taken.add };
      const { agent, add } = await costOfCall(documents, tenantId, { callId: taken.callId, attempt });
      return { taken: { ...taken, agent }, add: { ...taken.add, ...add } };
    },

    decide(known, _event, { taken, add }, now) {
      if (known) return undefined;
      const { source: named, at, conversationId, agent, channel, gauges = {} } = taken;
      const counters = Counters.safeParse(add);
      if (!counters.success)
        throw new TerminalError("measurement-invalid", `${named}: ${counters.error.issues[0]?.message}. See Counters.`);
      return {
        document: {
          source: named,
          at,
          conversationId,
          agent,
          channel,
          add: addCounters(noCounters(), counters.data),
          gauges: Object.fromEntries(Object.entries(gauges).slice(0, 10)),
          counted: false,
          recordedAt: now.toISOString(),
        },
      };
    },
  });
}

async function costOfCall(
  documents: Documents,
  tenantId: TenantId,
  { callId, attempt }: { readonly callId: string; readonly attempt: number },
): Promise<{ readonly agent: Measurement["agent"]; readonly add: WrittenCounters }> {
  const call = (await documents.get(tenantId, pricedCalls, callId))?.data.state;
  if (call?.sessionStartedAt && call.cost === null && attempt < waitsForCost)
    throw new RetryableError("call-cost-unknown", `What the call ${callId} used is not reported yet.`);
  const { configName: name = null, configVersion: version = null } = call ?? {};
  const agent = name === null || version === null ? null : { name, version };
  if (!call?.cost) return { agent, add: {} };
  return { agent, add: callCounters(call.cost) };
}
