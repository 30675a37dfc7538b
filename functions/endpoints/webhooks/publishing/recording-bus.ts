import { deliveryReported } from "../../../../shared/events/index.ts";
import type { Bus, Envelope } from "../../../../shared/platform/bus.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import type { Logger } from "../../../../shared/telemetry/log.ts";
import { inSpan } from "../../../../shared/telemetry/trace.ts";
import type { RecordReports } from "../../../engines/conversation/outbound/record-reports.ts";

/** A request that reports on more turns is left to the bus, which spreads them over instances and retries each by itself. */
const mostTurns = 20;

interface ReportsOfTurn {
  readonly tenantId: TenantId;
  readonly turnId: string;
  readonly envelopes: Envelope[];
}

/**
 * A bus that publishes no delivery report whose only reader is the turn's record: it is recorded before the provider gets
 * its answer. Published are the reports that a tenant's own server receives, and those that cannot be recorded now.
 */
export function recordingBus(given: {
  readonly bus: Pick<Bus, "publish">;
  /** Whether the tenant's own server receives reports. */
  areReceived(tenantId: TenantId): Promise<boolean>;
  readonly record: RecordReports;
  /** True when a report that a message is queued says nothing: its sender has recorded that, or can ask. */
  readonly isQueuedKnown?: boolean;
  readonly log: Pick<Logger, "warn">;
}): Pick<Bus, "publish"> {
  const { bus, areReceived, record, isQueuedKnown = false, log } = given;

  /** Returns what has to be published. */
  async function recordReports({ tenantId, turnId, envelopes }: ReportsOfTurn): Promise<readonly Envelope[]> {
    const reports = envelopes.map(({ data, occurredAt }) => ({
      ...deliveryReported.schema.parse(data),
      at: occurredAt,
    }));
    const news = isQueuedKnown
      ? reports.filter(({ status, errorCode }) => status !== "queued" || errorCode !== null)
      : reports;
    if (news.length === 0) return [];
    const attributes = {
      "agent_platform.tenant": tenantId,
      "agent_platform.statuses": news.map(({ status }) => status),
    };
    // The reports of one turn follow from its sends, which are of one trace.
    const span = { attributes, cause: envelopes[0]?.trace };
    try {
      return (await inSpan(`record ${deliveryReported.type}`, span, () => record(tenantId, turnId, news)))
        ? []
        : envelopes;
    } catch (error) {
      log.warn({ err: error, tenantId, turnId }, "delivery reports were not recorded, and are published instead");
      return envelopes;
    }
  }

  /** The tenants whose servers receive no reports. One that cannot be asked about is not among them. */
  async function quietOf(tenants: ReadonlySet<TenantId>): Promise<ReadonlySet<TenantId>> {
    const quiet = [...tenants].map(async (tenantId) => {
      try {
        return (await areReceived(tenantId)) ? [] : [tenantId];
      } catch (error) {
        log.warn({ err: error, tenantId }, "a tenant's endpoints are unknown, its delivery reports are published");
        return [];
      }
    });
    return new Set((await Promise.all(quiet)).flat());
  }

  return {
    async publish(envelopes) {
      const quiet = await quietOf(new Set(envelopes.filter(isReport).map(({ tenantId }) => tenantId)));
      const isQuiet = (envelope: Envelope) => isReport(envelope) && quiet.has(envelope.tenantId);
      const turns = byTurn(envelopes.filter(isQuiet));
      if (turns.length > mostTurns) return bus.publish(envelopes);
      const left = await Promise.all(turns.map(recordReports));
      const published = [...envelopes.filter((envelope) => !isQuiet(envelope)), ...left.flat()];
      if (published.length > 0) await bus.publish(published);
    },
  };
}

function isReport({ type }: Envelope): boolean {
  return type === deliveryReported.type;
}

function byTurn(envelopes: readonly Envelope[]): readonly ReportsOfTurn[] {
  const turns = new Map<string, ReportsOfTurn>();
  for (const envelope of envelopes) {
    const { tenantId } = envelope;
    const { turnId } = deliveryReported.schema.parse(envelope.data);
    const place = `${tenantId}/${turnId}`;
    const turn = turns.get(place) ?? { tenantId, turnId, envelopes: [] };
    turn.envelopes.push(envelope);
    turns.set(place, turn);
  }
  return [...turns.values()];
}
