import type { Answer } from "../../../../shared/agent/comparison/answer.ts";
import { answerOf } from "../../../../shared/agent/comparison/answer-of.ts";
import { compareAnswers, overallVerdict } from "../../../../shared/agent/comparison/compare-answers.ts";
import { replayedTurns } from "../../../../shared/contracts/replayed-turns.ts";
import { automationReplayDue, automationReplayed, messageReceived } from "../../../../shared/events/index.ts";
import { type Documents, put, type Stored } from "../../../../shared/platform/documents.ts";
import type { TenantId } from "../../../../shared/platform/tenant.ts";
import { newEvent, step } from "../../../../shared/runtime/step.ts";
import type { AutomationDependencies } from "../dependencies.ts";
import { checkKeyOf } from "../run.ts";
import { saidInSandbox } from "../sandbox.ts";
import { notReplayed, replaySandbox } from "./begin-step.ts";
import { type Move, playArm } from "./play-arm.ts";
import {
  automationReplays,
  type Replay,
  type ReplayArm,
  type ReplayedConversation,
  replayArms,
  replayedConversations,
  replayedId,
  type Standing,
} from "./replay.ts";
import { markOf, replayCheck } from "./verdict.ts";

const lookDelayMs = 1_500;
/** Ten minutes: what is not replayed by then is left out. */
const maxLooks = 400;
/** Conversations that are played at a time, each with both versions. */
const atOnce = 4;

interface Looked {
  readonly position: number;
  /** Undefined: it was erased with its customer. */
  readonly stored: Stored<ReplayedConversation> | undefined;
  /** What came of the messages that were said last. */
  readonly answers: Readonly<Record<ReplayArm, Answer | undefined>>;
}

/** Says the next messages of a few conversations to both versions, and compares those that have ended. */
export function lookAtReplayStep({ platform: { documents, bus } }: AutomationDependencies) {
  async function look(tenantId: TenantId, replay: Replay, position: number, at: Date): Promise<Looked> {
    const id = replayedId(checkKeyOf({ id: replay.runId, round: replay.round }), position);
    const stored = await documents.get(tenantId, replayedConversations, id);
    const answerIn = async (arm: ReplayArm): Promise<Answer | undefined> => {
      const { over = true, answers = [] } = stored?.data[arm] ?? {};
      if (over) return undefined;
      const sandbox = replaySandbox(stored?.data.checkKey ?? "", arm);
      const turn = (await documents.get(sandbox, replayedTurns, turnId(id, answers.length)))?.data.state;
      return turn && answerOf(turn, at.toISOString().slice(0, 10));
    };
    const [before, after] = await Promise.all([answerIn("old"), answerIn("new")]);
    return { position, stored, answers: { old: before, new: after } };
  }

  /** Says what follows. The ids of the messages are fixed, so that a repeat after a crash says nothing twice. */
  async function say({ conversation, moves }: Seen, at: Date): Promise<void> {
    for (const arm of replayArms) {
      const index = moves?.[arm].say ?? null;
      const text = index === null ? undefined : conversation?.says[index];
      if (conversation === undefined || index === null || text === undefined) continue;
      const sandbox = replaySandbox(conversation.checkKey, arm);
      const session = replayedId(conversation.checkKey, conversation.position);
      const ids = await documents.ids(sandbox);
      await bus.publish([saidInSandbox(ids, { sandbox, session, id: turnId(session, index), text, at })]);
    }
  }

  return step({
    name: "automation-look-at-replay",
    on: automationReplayDue,
    publishes: [messageReceived, automationReplayed],
    publishesAfterFailure: [automationReplayed],
    schedules: [automationReplayDue],
    document: automationReplays,
    documentId: ({ data }) => data.runId,
    afterFailure: ({ key, data }) => [
      notReplayed(data?.runId ?? key, data?.round ?? null, "The replay broke off. Generate again to repeat it."),
    ],
    async gather(replay, { tenantId, data: { round, look: count } }, { now }) {
      if (!replay || replay.round !== round || replay.endedAt !== null) return undefined;
      const positions = inPlay(replay);
      if (positions.length === 0)
        return { seen: [], next: replay, notable: await notableOf(documents, tenantId, replay) };
      const looked = await Promise.all(positions.map((position) => look(tenantId, replay, position, now)));
      const paid = withAnswers(replay, looked, count);
      const seen = looked.map((each) => seenOf(each, paid.stopped === null));
      for (const each of seen) await say(each, now);
      return { seen, next: { ...paid, standings: standingsAfter(paid, seen) }, notable: [] };
    },
    decide(replay, { data: { runId, round, look: count } }, found, now) {
      if (!replay || found === undefined) return undefined;
      const { seen, next, notable } = found;
      const writes = seen.flatMap(({ stored, conversation }) =>
        stored && conversation
          ? [put(replayedConversations, stored.id, conversation, { ifVersion: stored.version })]
          : [],
      );
      if (seen.length > 0) {
        const due = newEvent(automationReplayDue, runId, { runId, round, look: count + 1 });
        const name = `automation-replay-${checkKeyOf({ id: runId, round })}-${count + 1}`;
        return { document: next, writes, schedule: [{ ...due, name, at: new Date(now.getTime() + lookDelayMs) }] };
      }
      const { verdict, details } = replayCheck(next, notable);
      const quoted = notable.map(({ position, conversationId }) => ({ mark: markOf(position), conversationId }));
      const told = newEvent(automationReplayed, runId, { runId, round, verdict, details, quoted });
      return { document: { ...next, endedAt: now.toISOString() }, publish: [told] };
    },
  });
}

/** The conversations that are played now: those that have begun, and the next ones while there is room. */
function inPlay({ standings, stopped }: Replay): readonly number[] {
  const at = (standing: Standing) => standings.flatMap((each, position) => (each === standing ? [position] : []));
  const playing = at("playing");
  return stopped === null ? [...playing, ...at("waiting")].slice(0, Math.max(atOnce, playing.length)) : playing;
}

function turnId(session: string, message: number): string {
  return `replayed-${session}-${message}`;
}

interface Seen {
  readonly position: number;
  readonly stored: Stored<ReplayedConversation> | undefined;
  /** As it is after the look. Undefined: it is gone. */
  readonly conversation: ReplayedConversation | undefined;
  readonly moves: Readonly<Record<ReplayArm, Move>> | undefined;
}

function seenOf({ position, stored, answers }: Looked, mayGoOn: boolean): Seen {
  if (stored === undefined) return { position, stored, conversation: undefined, moves: undefined };
  const { data } = stored;
  const moveOf = (arm: ReplayArm) => playArm(data[arm], data.says.length, answers[arm], mayGoOn);
  const moves = { old: moveOf("old"), new: moveOf("new") };
  const played = { ...data, old: moves.old.arm, new: moves.new.arm };
  return { position, stored, moves, conversation: played.old.over && played.new.over ? judged(played) : played };
}

/** Compared as far as both versions were asked. No answer is an answer too, where the other version gave one. */
function judged(conversation: ReplayedConversation): ReplayedConversation {
  const asked = Math.max(conversation.old.answers.length, conversation.new.answers.length);
  const turns = conversation.says.slice(0, asked).flatMap((said, index) => {
    const [before, after] = [answerAt(conversation.old, index), answerAt(conversation.new, index)];
    if (before === undefined || after === undefined) return [];
    const differences = [...compareAnswers({ said, old: before, new: after })];
    return [{ verdict: overallVerdict(differences.map(({ verdict }) => verdict)), differences }];
  });
  return { ...conversation, turns, verdict: overallVerdict(turns.map(({ verdict }) => verdict)) };
}

/** Undefined where it was not asked any more. */
function answerAt({ answers, sent }: ReplayedConversation["old"], index: number): Answer | undefined {
  return answers[index] ?? (index < sent ? silence : undefined);
}

const silence: Answer = {
  text: null,
  tools: [],
  handoff: null,
  guardFindings: [],
  language: null,
  sources: [],
  tokens: 0,
  nanoUsd: 0,
};

/** The answers are paid for before anything more is said. */
function withAnswers(replay: Replay, looked: readonly Looked[], look: number): Replay {
  const answers = looked.flatMap((each) => replayArms.flatMap((arm) => each.answers[arm] ?? []));
  const spentNanoUsd = replay.spentNanoUsd + answers.reduce((sum, { nanoUsd }) => sum + (nanoUsd ?? 0), 0);
  const unpriced = replay.unpriced + answers.filter(({ nanoUsd }) => nanoUsd === null).length;
  const reached = spentNanoUsd >= replay.maxNanoUsd ? "money" : look >= maxLooks ? "time" : null;
  return { ...replay, spentNanoUsd, unpriced, stopped: replay.stopped ?? reached };
}

function standingsAfter({ standings, stopped }: Replay, seen: readonly Seen[]): Standing[] {
  return standings.map((standing, position): Standing => {
    const found = seen.find((each) => each.position === position);
    if (found === undefined) return stopped !== null && standing === "waiting" ? "not-played" : standing;
    if (found.conversation === undefined) return "gone";
    const { verdict, turns } = found.conversation;
    if (verdict === null) return "playing";
    return turns.length === 0 ? "not-played" : verdict;
  });
}

/** What somebody should look at, for the details. */
async function notableOf(
  documents: Pick<Documents, "get">,
  tenantId: TenantId,
  { standings, runId, round }: Replay,
): Promise<readonly ReplayedConversation[]> {
  const notable = standings.flatMap((each, position) => (each === "worse" || each === "look" ? [position] : []));
  const key = checkKeyOf({ id: runId, round });
  const found = await Promise.all(
    notable.map((position) => documents.get(tenantId, replayedConversations, replayedId(key, position))),
  );
  return found.flatMap((stored) => (stored ? [stored.data] : []));
}
