import { type FollowUpRequested, followUpDue, followUpRequested } from "../../../shared/events/index.ts";
import { type Decision, newEvent, step } from "../../../shared/runtime/step.ts";
import { type FollowUp, followUps, withNote } from "./follow-up.ts";

/** Schedules or reschedules a follow-up. A repeated request changes nothing. */
export const planFollowUp = step({
  name: "follow-ups-plan",
  on: followUpRequested,
  schedules: [followUpDue],
  document: followUps,
  documentId: (event) => event.data.followUpId,
  decide: (before, event, _gathered, now) => planOrMove(before, event.data, now),
});

/** Creates a follow-up or moves the existing one; undefined if it already has this time. Pure. */
export function planOrMove(
  before: FollowUp | undefined,
  request: FollowUpRequested,
  now: Date,
): Decision<FollowUp> | undefined {
  if (!before) return scheduleDue(newFollowUp(request, now));
  if (before.wantedAt === request.dueAt && !isCancelledReminder(before)) return undefined;
  const { followUpId: _id, ...wanted } = request;
  const look = before.look + 1;
  const at = now.toISOString();
  const note = { at, what: "moved" as const, reason: null, until: wanted.dueAt };
  const { unknownPlaceholders } = wanted;
  const moved = withNote({ ...before, ...wanted, unknownPlaceholders }, note, {
    status: "scheduled",
    look,
    wantedAt: wanted.dueAt,
  });
  return { ...scheduleDue(moved), cancel: [`follow-up-${before.id}-${before.look}`] };
}

/** A cancelled appointment can be booked again at the same time, so its reminder is planned again. */
function isCancelledReminder({ kind, status }: FollowUp): boolean {
  return kind === "reminder" && status === "cancelled";
}

function newFollowUp({ followUpId: id, ...wanted }: FollowUpRequested, now: Date): FollowUp {
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

/** Stores the follow-up and schedules its event at `dueAt`. */
export function scheduleDue(followUp: FollowUp): Decision<FollowUp> {
  const { id, look, dueAt } = followUp;
  const data = { followUpId: id, look };
  return {
    document: followUp,
    schedule: [{ ...newEvent(followUpDue, id, data), name: `follow-up-${id}-${look}`, at: new Date(dueAt) }],
  };
}

/** Defers the follow-up to the time `until`. */
export function deferFollowUp(followUp: FollowUp, why: { readonly reason: string; readonly until: Date }, now: Date) {
  const until = why.until.toISOString();
  const note = { at: now.toISOString(), what: "deferred" as const, reason: why.reason, until };
  return scheduleDue(withNote(followUp, note, { status: "deferred", dueAt: until, look: followUp.look + 1 }));
}
