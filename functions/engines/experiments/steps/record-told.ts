import type { ConfigVersions } from "../../../../shared/config/versions/versions.ts";
import {
  type ExperimentExposure,
  experimentExposures,
  exposureId,
  type ToldOutcome,
} from "../../../../shared/contracts/metrics/experiment-exposures.ts";
import { surveyRatings } from "../../../../shared/contracts/surveys/stars.ts";
import { bookingMade, type EventType, paymentSettled, surveyCompleted } from "../../../../shared/events/index.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { step } from "../../../../shared/runtime/step.ts";
import type { ExperimentDependencies } from "../dependencies.ts";

interface Source<T> {
  readonly on: EventType<T>;
  /** What an event tells of a conversation. Undefined: nothing that experiments count. Pure. */
  tell(data: T): (ToldOutcome & { readonly conversationId: string }) | undefined;
}

/** The same events as count in the rollups: ratings from 1 to 5, what was paid for, and what was booked. */
export const toldSources = {
  "experiment-record-rating": source(surveyCompleted, (survey) => {
    const { stars } = surveyRatings(survey);
    if (stars.length === 0) return undefined;
    const rating = stars.reduce((sum, each) => sum + each, 0) / stars.length;
    const { conversationId, surveyId, startedAt: at } = survey;
    // The session that the survey is about had begun when it was asked: an answer may come much later.
    return { conversationId, source: `survey ${surveyId}`, at, rating, converted: false };
  }),
  "experiment-record-payment": source(paymentSettled, ({ conversationId, paymentId, status, at }) =>
    status === "paid"
      ? { conversationId, source: `payment ${paymentId}`, at, rating: null, converted: true }
      : undefined,
  ),
  "experiment-record-booking": source(bookingMade, ({ conversationId, ref, at }) => ({
    conversationId,
    source: `booking ${ref}`,
    at,
    rating: null,
    converted: true,
  })),
};

function source<T>(on: EventType<T>, tell: Source<T>["tell"]): Source<T> {
  return { on, tell };
}

/** Of one conversation; nobody rates or pays for more. */
const mostTold = 200;

/**
 * Keeps a conversation's reported outcome with its exposure, once, before or after its session is over. A client
 * without an experiment pays one cached look at the pointer.
 */
export function recordToldStep<T>(
  name: keyof typeof toldSources,
  { on, tell }: Source<T>,
  {
    platform: { documents },
    configs,
  }: Pick<ExperimentDependencies, "platform"> & { readonly configs: Pick<ConfigVersions, "pointers"> },
) {
  return step<T, ExperimentExposure>({
    name,
    on,
    document: experimentExposures,
    filter: async ({ tenantId, data }) => tell(data) !== undefined && (await experimentsOf(tenantId)).length > 0,
    documentId: async ({ tenantId, data }) => exposureOf(tenantId, tell(data)),
    decide(exposure, { data }) {
      const news = tell(data);
      if (exposure === undefined || news === undefined || news.at < exposure.at) return undefined;
      const { conversationId: _, ...outcome } = news;
      const told = exposure.told ?? [];
      if (told.some(({ source }) => source === outcome.source)) return undefined;
      return { document: { ...exposure, told: [...told, outcome].slice(-mostTold) } };
    },
  });

  /** The running and the newest ended experiment of each configuration. */
  async function experimentsOf(tenantId: TenantId): Promise<readonly string[]> {
    const { byName = {} } = (await configs.pointers(tenantId)) ?? {};
    return Object.values(byName).flatMap(({ experiment, lastExperiment }) =>
      [experiment, lastExperiment].flatMap((each) => (each ? [each.id] : [])),
    );
  }

  /** The newest exposure of the conversation that had begun by then. An event names no version by which to choose. */
  async function exposureOf(tenantId: TenantId, news: ReturnType<Source<T>["tell"]>): Promise<string> {
    if (news === undefined) return exposureId("none", "none");
    const { conversationId, at } = news;
    const stored = await Promise.all(
      (await experimentsOf(tenantId)).map((id) =>
        documents.get(tenantId, experimentExposures.collection, exposureId(id, conversationId)),
      ),
    );
    const [newest] = stored
      .flatMap((each) => (each && each.data.state.at <= at ? [each.data.state] : []))
      .toSorted((one, other) => (one.at > other.at ? -1 : 1));
    return exposureId(newest?.experimentId ?? "none", conversationId);
  }
}
