import { z } from "zod";

/** A limit of calls per window. Windows begin at multiples of their length since 1970, on every instance alike. */
export interface Quota {
  /** Stands in `RateLimit` and `RateLimit-Policy`. */
  readonly name: string;
  readonly limit: number;
  readonly windowMs: number;
}

/** What all instances together have leased of a quota in one window, as it is stored. */
export const SharedWindow = z.object({
  startedAtMs: z.number(),
  leased: z.number(),
  /** The instances that have leased in this window, and in the one before. */
  lessees: z.number(),
  lesseesBefore: z.number(),
});
export type SharedWindow = z.infer<typeof SharedWindow>;

/** What one instance knows and holds of a quota in one window. */
export interface HeldWindow {
  readonly startedAtMs: number;
  /** Calls that this instance has allowed. */
  readonly used: number;
  /** Calls that this instance may allow: its leases, all recorded in the shared window. */
  readonly granted: number;
  /** Calls that it may allow beyond its leases, because the shared window could not be read or written. */
  readonly credit: number;
  /** What all instances had leased when this one last leased. */
  readonly leased: number;
  /** The instances that shared the quota at that time; 0 until this one has leased in this window. */
  readonly lessees: number;
}

/**
 * The share of a limit that all current lessees hold together as one lease each. A stopped instance takes its lease
 * with it until the window ends, so leases of a long window are smaller.
 */
const leasedShare = { minute: 0.2, longer: 0.04 };
/** The share of a limit that all instances together may allow before their first lease. */
const unleasedShare = 0.1;

/** The number of lessees that an instance assumes before it knows better. */
const guessedLessees = 10;

/** The window that contains `nowMs`: the given one while it lasts, otherwise a new one. */
export function currentWindow(held: HeldWindow | undefined, quota: Quota, nowMs: number): HeldWindow {
  const startedAtMs = nowMs - (nowMs % quota.windowMs);
  if (held?.startedAtMs === startedAtMs) return held;
  return { startedAtMs, used: 0, granted: 0, credit: 0, leased: 0, lessees: 0 };
}

/** Whether the instance may allow one more call without a lease. `instances` is the most that a deployment has. */
export function mayAllow(held: HeldWindow, quota: Quota, instances: number): boolean {
  const unleased = held.lessees > 0 ? 0 : Math.floor((quota.limit * unleasedShare) / instances);
  return held.used < Math.min(quota.limit, held.granted + held.credit + unleased);
}

/** Whether no lease can allow a further call in this window. What is leased never returns, so this is final. */
export function isExhausted(held: HeldWindow, quota: Quota): boolean {
  return held.leased >= quota.limit || held.used >= quota.limit;
}

export function allow(held: HeldWindow): HeldWindow {
  return { ...held, used: held.used + 1 };
}

/** The calls that remain of the quota, as far as this instance knows. */
export function remaining(held: HeldWindow, quota: Quota): number {
  return Math.max(0, Math.min(quota.limit - held.used, quota.limit - held.leased + held.granted - held.used));
}

/**
 * Records what the instance has allowed beyond its leases, and leases more: an equal share for each lessee, or what is
 * waited for. The shared window never exceeds the limit by more than such calls.
 */
export function lease(
  shared: SharedWindow | undefined,
  held: HeldWindow,
  { quota, waiting }: { readonly quota: Quota; readonly waiting: number },
): { readonly shared: SharedWindow; readonly held: HeldWindow; readonly granted: number } {
  const window = sharedWindowAt(shared, quota, held.startedAtMs);
  const lessees = window.lessees + (held.lessees > 0 ? 0 : 1);
  const expected = Math.max(lessees, window.lesseesBefore);
  // Until others have come, their number is a guess: a first lease must not take what they will need.
  const share = shareOf(quota, held.lessees > 0 ? expected : Math.max(expected, guessedLessees));
  const unrecorded = Math.max(0, held.used - held.granted);
  const available = Math.max(0, quota.limit - window.leased - unrecorded);
  const granted = Math.min(available, Math.max(waiting, share));
  const leased = window.leased + unrecorded + granted;
  return {
    shared: { ...window, lessees, leased },
    held: { ...held, granted: held.granted + unrecorded + granted, credit: 0, leased, lessees: expected },
    granted,
  };
}

/** Lets the instance allow as much as one of its leases, when the shared window cannot be read or written. */
export function onCredit(held: HeldWindow, quota: Quota, waiting: number): HeldWindow {
  const share = shareOf(quota, Math.max(held.lessees, guessedLessees));
  return { ...held, credit: Math.max(0, held.used - held.granted) + Math.max(waiting, share) };
}

function shareOf(quota: Quota, lessees: number): number {
  const share = quota.windowMs > 60_000 ? leasedShare.longer : leasedShare.minute;
  return Math.ceil((quota.limit * share) / lessees);
}

/** The stored window, or a new one when that is over. An instance whose clock is ahead may have begun the next one. */
function sharedWindowAt(shared: SharedWindow | undefined, quota: Quota, startedAtMs: number): SharedWindow {
  const age = shared === undefined ? Number.NaN : startedAtMs - shared.startedAtMs;
  if (shared && (age === 0 || age === -quota.windowMs)) return shared;
  return { startedAtMs, leased: 0, lessees: 0, lesseesBefore: shared && age === quota.windowMs ? shared.lessees : 0 };
}
