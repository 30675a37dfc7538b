import { clipToBytes } from "../../../../../shared/schema/byte-budget.ts";
import type { Inbound } from "../../conversation.ts";
import { limits } from "../../limits.ts";
import { yesOrNo } from "../../reading/yes-no.ts";
import type { CollectionPlan } from "./collection-plan.ts";
import type { Detail } from "./detect/detect.ts";
import { aboutConsent, type CollectionState } from "./state.ts";

export interface AnsweredQuestion {
  readonly about: string;
  readonly said: "yes" | "no";
}

/** What a turn learnt about the customer. Plain data. */
export interface LearntDetails {
  readonly state: CollectionState;
  /** Values to store from now on. */
  readonly fresh: CollectionState["kept"];
  /** Consent given or refused in this turn, or found earlier when none is asked for. */
  readonly consent: { readonly granted: boolean; readonly wording: string } | null;
  /** The question to ask: `aboutConsent`, or a field. */
  readonly question: string | null;
  readonly answer: AnsweredQuestion | null;
}

export function choiceIdOf({ about, said }: AnsweredQuestion): string {
  return `data:${about}:${said}`;
}

/**
 * The customer's yes or no to the last question. A button counts at any time; words count only in the very next turn.
 */
export function answerIn(
  { asked }: CollectionState,
  turnCount: number,
  inbound: readonly Inbound[],
): AnsweredQuestion | undefined {
  if (!asked) return undefined;
  for (const { choiceId, text } of inbound.toReversed()) {
    const picked = (["yes", "no"] as const).find((said) => choiceId === choiceIdOf({ about: asked.about, said }));
    const said = picked ?? (asked.turn === turnCount ? yesOrNo(text) : undefined);
    if (said) return { about: asked.about, said };
  }
  return undefined;
}

/** Returns the collected data after the customer's answer and new details, and the next question. Pure. */
export function afterTurn(
  before: CollectionState,
  turn: {
    readonly plan: CollectionPlan;
    readonly answer: AnsweredQuestion | undefined;
    readonly details: readonly (Detail & { readonly messageId: string })[];
    /** The number of this turn. */
    readonly turn: number;
  },
): LearntDetails {
  const { plan, answer, details } = turn;
  const pending = { ...before.pending };
  for (const { field, value, messageId } of details)
    pending[field.id] = { value: clipToBytes(value, limits.detail), messageId, confirmed: false };
  const aboutTheConsent = answer?.about === aboutConsent;
  const granted = aboutTheConsent ? answer.said === "yes" : before.consent === "granted";
  const wording = plan.consent?.wording ?? "";
  if (aboutTheConsent && !granted) {
    const state: CollectionState = { consent: "refused", kept: before.kept, pending: {}, asked: null };
    return { state, fresh: {}, consent: { granted, wording }, question: null, answer };
  }
  const isNew = (id: string) => details.some(({ field }) => field.id === id);
  const fresh: CollectionState["kept"] = {};
  const waits = plan.consent?.required === true && !granted;
  for (const [id, value] of Object.entries(pending)) {
    // A repeated value replaces the old one, and the answer was about the old one.
    const answered = answer?.about === id && !isNew(id) ? answer.said : undefined;
    const needsYes = plan.fields.find((field) => field.id === id)?.confirm === true;
    if (answered === "no") delete pending[id];
    else if (!waits && (!needsYes || answered === "yes")) {
      fresh[id] = { ...value, confirmed: answered === "yes" || !needsYes };
      delete pending[id];
    }
  }
  const question = nextQuestion(before, { waits, pending, isNew, answered: answer !== undefined });
  const asked = question === null ? (answer ? null : before.asked) : { about: question, turn: turn.turn };
  const consentNow = aboutTheConsent ? { granted, wording } : null;
  return {
    state: {
      consent: granted ? "granted" : before.consent,
      kept: { ...before.kept, ...fresh },
      pending,
      asked,
    },
    fresh,
    consent: consentNow,
    question,
    answer: answer ?? null,
  };
}

/** Asks one question at a time and each only once. Asks again only when the customer repeats the value. */
function nextQuestion(
  { asked }: CollectionState,
  now: {
    readonly waits: boolean;
    readonly pending: CollectionState["pending"];
    isNew(id: string): boolean;
    readonly answered: boolean;
  },
): string | null {
  const ids = Object.keys(now.pending);
  if (ids.length === 0) return null;
  if (now.waits) return asked?.about === aboutConsent ? null : aboutConsent;
  if (asked && !now.answered && !now.isNew(asked.about) && now.pending[asked.about]) return null;
  return ids.find(now.isNew) ?? (now.answered ? (ids[0] ?? null) : null);
}
