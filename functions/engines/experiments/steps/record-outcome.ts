import type { ConfigVersions } from "../../../../shared/config/versions/versions.ts";
import {
  type ExperimentExposure,
  experimentExposures,
  exposureId,
} from "../../../../shared/contracts/metrics/experiment-exposures.ts";
import { type ConversationMeasured, conversationMeasured } from "../../../../shared/events/index.ts";
import { type Event, step } from "../../../../shared/runtime/step.ts";

const mostSessions = 200;

/**
 * Adds what came of a session to its exposure, once: a repeat, a late one and another order give the same record. A
 * client without an experiment pays one cached look at the pointer.
 */
export function recordOutcomeStep({ configs }: { readonly configs: Pick<ConfigVersions, "pointers"> }) {
  return step({
    name: "experiment-record-outcome",
    on: conversationMeasured,
    document: experimentExposures,
    filter: async (event) => (await experimentOf(event)) !== undefined,
    async documentId(event) {
      const id = await experimentOf(event);
      return exposureId(id ?? "none", event.data.conversationId);
    },
    decide(exposure, { data }) {
      if (exposure === undefined) return undefined;
      const { startedAt, outcome, handedOver, turns, guardEvents, errors, costNanoUsd } = data;
      // A session that began before the exposure had the control's version for another reason.
      if (startedAt < exposure.at) return undefined;
      if (exposure.sessions.some((session) => session.startedAt === startedAt)) return undefined;
      const session = {
        startedAt,
        resolved: outcome === "resolved",
        handedOver,
        turns,
        guardEvents,
        errors,
        costNanoUsd,
      };
      const sessions = [...exposure.sessions, session].slice(-mostSessions);
      const document: ExperimentExposure = { ...exposure, sessions };
      return { document };
    },
  });

  /** The running or the newest ended experiment with the version that the session had. */
  async function experimentOf({ tenantId, data }: Event<ConversationMeasured>): Promise<string | undefined> {
    const config = (await configs.pointers(tenantId))?.byName[data.agent.name];
    return [config?.experiment, config?.lastExperiment].find((each) =>
      each?.arms.some(({ version }) => version === data.agent.version),
    )?.id;
  }
}
