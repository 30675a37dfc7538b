import type {
  ExperimentExposure,
  ExposedSession,
  ToldOutcome,
} from "../../../../shared/contracts/metrics/experiment-exposures.ts";

/** A session with all that came of it. */
export interface SessionOutcome extends ExposedSession {
  /** The mean of its ratings, from 1 to 5. Null: nobody rated it. */
  readonly rating: number | null;
  /** A session converts once: a booking that is paid for is one conversion. */
  readonly converted: boolean;
}

/**
 * Gives each rating and each conversion to the newest session that had begun by then. What was told before the first one
 * belongs to no session of the experiment. The order in which they came does not matter. Pure.
 */
export function sessionOutcomes({
  sessions,
  told = [],
}: Pick<ExperimentExposure, "sessions" | "told">): readonly SessionOutcome[] {
  const byStart = sessions.toSorted((one, other) => (one.startedAt < other.startedAt ? -1 : 1));
  const bySession = Map.groupBy(told, ({ at }) => byStart.findLast(({ startedAt }) => startedAt <= at));
  return byStart.map((session) => {
    const own = bySession.get(session) ?? [];
    return { ...session, rating: meanRating(own), converted: own.some(({ converted }) => converted) };
  });
}

function meanRating(told: readonly ToldOutcome[]): number | null {
  const ratings = told.flatMap(({ rating }) => rating ?? []);
  return ratings.length === 0 ? null : ratings.reduce((sum, rating) => sum + rating, 0) / ratings.length;
}
