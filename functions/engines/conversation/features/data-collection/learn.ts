import type { Inbound } from "../../conversation.ts";
import { yesOrNo } from "../yes-no.ts";
import type { CollectionPlan } from "./collection-plan.ts";
import type { Detail } from "./detect/detect.ts";
import { aboutConsent, type Collecting } from "./state.ts";

export interface AnsweredQuestion {
  readonly about: string;
  readonly said: "yes" | "no";
}

/** What a turn teaches of a customer. Plain data. */
export interface Learnt {
  readonly state: Collecting;
  /** To be kept from now on. */
  readonly fresh: Collecting["kept"];
  /** Given or refused just now, or found given where none is asked for. */
  readonly consent: { readonly granted: boolean; readonly wording: string } | null;
  /** To be asked: `aboutConsent`, or a field. */
  readonly question: string | null;
  readonly answer: AnsweredQuestion | null;
}

export function choiceIdOf({ about, said }: AnsweredQuestion): string {
  return `data:${about}:${said}`;
}

/** The customer's yes or no to what was asked last: by the button at any time, in words only in the very next turn. */
export function answerIn(
  { asked }: Collecting,
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

/** Pure: what stands after the customer's answer and what they told, and what to ask next. */
export function afterTurn(
  before: Collecting,
  turn: {
    readonly plan: CollectionPlan;
    readonly answer: AnsweredQuestion | undefined;
    readonly details: readonly (Detail & { readonly messageId: string })[];
    /** The number this turn will have. */
    readonly turn: number;
  },
): Learnt {
  const { plan, answer, details } = turn;
  const pending = { ...before.pending };
  for (const { field, value, messageId } of details) pending[field.id] = { value, messageId, confirmed: false };
  const aboutTheConsent = answer?.about === aboutConsent;
  const granted = aboutTheConsent ? answer.said === "yes" : before.consent === "granted";
  const wording = plan.consent?.wording ?? "";
  if (aboutTheConsent && !granted) {
    const state: Collecting = { consent: "refused", kept: before.kept, pending: {}, asked: null };
    return { state, fresh: {}, consent: { granted, wording }, question: null, answer };
  }
  const isNew = (id: string) => details.some(({ field }) => field.id === id);
  const fresh: Collecting["kept"] = {};
  const waits = plan.consent?.required === true && !granted;
  for (const [id, value] of Object.entries(pending)) {
    // A value said anew is another one: the answer was about the one before it.
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

/** One at a time, and each once: again only when the customer says the value again. */
function nextQuestion(
  { asked }: Collecting,
  now: {
    readonly waits: boolean;
    readonly pending: Collecting["pending"];
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
