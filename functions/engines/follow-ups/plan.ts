import { type FollowUpRequested, followUpDue, followUpRequested } from "../../../shared/events/index.ts";
import { type Decision, newEvent, step } from "../../../shared/runtime/step.ts";
import { type FollowUp, followUps, withNote } from "./follow-up.ts";

/** Gives a follow-up its time, or another one; a cause that comes twice changes nothing. */
export const plan = step({
  name: "follow-ups-plan",
  on: followUpRequested,
  document: followUps,
  documentId: (event) => event.data.followUpId,
  decide: (before, event, _gathered, now) => plannedAt(before, event.data, now),
});

/** A new follow-up, or the one there is moved to another time; undefined where it has this time already. Pure. */
export function plannedAt(
  before: FollowUp | undefined,
  wish: FollowUpRequested,
  now: Date,
): Decision<FollowUp> | undefined {
  if (!before) return due(planned(wish, now));
  if (before.wantedAt === wish.dueAt && !isMadeAgain(before)) return undefined;
  const { followUpId: _id, ...wanted } = wish;
  const look = before.look + 1;
  const at = now.toISOString();
  const note = { at, what: "moved" as const, reason: null, until: wanted.dueAt };
  const { unknownPlaceholders } = wanted;
  const moved = withNote({ ...before, ...wanted, unknownPlaceholders }, note, {
    status: "scheduled",
    look,
    wantedAt: wanted.dueAt,
  });
  return { ...due(moved), cancel: [`follow-up-${before.id}-${before.look}`] };
}

/** An appointment that was cancelled and made again, at the same time. */
function isMadeAgain({ kind, status }: FollowUp): boolean {
  return kind === "reminder" && status === "cancelled";
}

function planned({ followUpId: id, ...wanted }: FollowUpRequested, now: Date): FollowUp {
  const at = now.toISOString();
  return {
    ...wanted,
    id,
    status: "scheduled",
    reason: null,
    wantedAt: wanted.dueAt,
    look: 1,
    messageId: null,
    history: [{ at, what: "planned", reason: null, until: wanted.dueAt }],
    createdAt: at,
    updatedAt: at,
  };
}

/** The follow-up with an event at its time. */
export function due(followUp: FollowUp): Decision<FollowUp> {
  const { id, look, dueAt } = followUp;
  const data = { followUpId: id, look };
  return {
    document: followUp,
    schedule: [{ ...newEvent(followUpDue, id, data), name: `follow-up-${id}-${look}`, at: new Date(dueAt) }],
  };
}

/** Looked at again `until` then. */
export function deferred(followUp: FollowUp, why: { readonly reason: string; readonly until: Date }, now: Date) {
  const until = why.until.toISOString();
  const note = { at: now.toISOString(), what: "deferred" as const, reason: why.reason, until };
  return due(withNote(followUp, note, { status: "deferred", dueAt: until, look: followUp.look + 1 }));
}
