import { loadavg } from "node:os";
import { type FoundLiveKit, findLiveKit } from "../../../emulators/livekit/find.ts";
import { markedAudio } from "../../../voice-runner/providers/scripted/marked-audio.ts";
import { endCalls } from "../../voice/room-caller.ts";
import { script } from "../../voice/script.ts";
import { startTalk, type Turn } from "../../voice/talk.ts";
import { openVoiceStage, type VoiceStage } from "../../voice/voice-stage.ts";
import { type Figure, figureText, type Row, type Section } from "../report.ts";
import { percentile } from "../statistics.ts";
import { type AtOnce, callsAtOnce } from "./at-once.ts";
import { bargeIn } from "./barge-in.ts";
import { type Components, componentsOf, stallsOf } from "./components.ts";
import { embeddedSpeech, type Utterance } from "./embedded.ts";

const answer = "It costs five hundred rupees.";
const longAnswer = `${"We offer blood tests, scans and check-ups for the whole family, ".repeat(4)}and more.`;
const goals = { p50: 700, p95: 900, embedded: 1_200, bargeIn: 350, greeting: 1_200, gap: 100 } as const;
/** A call lasts a few minutes: more turns are shared among calls. */
const turnsOfCall = 26;

interface Speech {
  readonly name: string;
  readonly modelMs: number;
  readonly question: Utterance;
  readonly interruption: Utterance;
  readonly goals: { readonly p50?: number; readonly p95: number };
  readonly runner?: { readonly script: string; readonly environment: Readonly<Record<string, string>> };
}

interface Measured {
  readonly turns: readonly Turn[];
  readonly components: readonly Components[];
  readonly greetings: readonly number[];
  readonly bargeIns: readonly number[];
  readonly stalls: ReturnType<typeof stallsOf>;
  readonly load: number;
}

/**
 * Calls on sound through a real LiveKit server, the voice runner a process of its own: from the last voiced sample that
 * the caller sends to the first audible one of the answer at the caller's ear. Goals count where the machine gave the
 * agents' processes their time.
 */
export async function voiceSections({ turns }: { readonly turns: number }): Promise<readonly Section[]> {
  const found = findLiveKit(process.env.LIVEKIT_SERVER);
  if (!found.found) {
    console.log(`Skipped: voice, because ${found.notice}.\n`);
    return [];
  }
  try {
    const rows: Row[] = [];
    const parts: Row[] = [];
    for (const speech of await speeches()) {
      const measured = await measure(found, speech, turns);
      const row = rowOf(speech, measured);
      rows.push(row);
      // A part takes minutes: its figures are told at once.
      const figures = Object.entries(row.figures).map(([column, figure]) => `${column} ${figureText(figure)}`);
      process.stderr.write(`${row.name}: ${figures.join(", ")}\n`);
      parts.push(componentRow(speech, measured.components));
    }
    const atOnce = await callsAtOnce(found, 4);
    return [
      {
        title: `Calls through LiveKit (${turns} turns each; end of speech → answer heard)`,
        columns: [
          "p50",
          "p95",
          "barge-in p50",
          "barge-in p95",
          "greeting",
          "first greeting",
          "blocked",
          "not scheduled",
          "load",
        ],
        rows,
        notes: [
          "greeting: the slowest, from joining, after the first call of a runner that has just started. blocked, not scheduled: stalls of an agent's process over 100 ms, by itself and by the machine.",
          "With a stall by the machine the row has no goals.",
        ],
      },
      {
        title: "Where the time of a turn goes (p50)",
        columns: ["hearing", "asking", "answering", "transport"],
        rows: parts,
        notes: ["answering holds the model, the rest of the turn's pause, the first clause and its voice."],
      },
      atOnceSection(atOnce),
    ];
  } finally {
    await endCalls();
  }
}

async function speeches(): Promise<readonly Speech[]> {
  const [question, interruption] = script.map(({ text }, index) => ({
    contains: text,
    sound: markedAudio(index, 500),
  }));
  if (!question || !interruption) throw new Error("The script has two utterances.");
  const scripted = { question, interruption, goals: { p50: goals.p50, p95: goals.p95 } };
  const real = await embeddedSpeech();
  return [
    { ...scripted, name: "scripted speech, model of 400 ms", modelMs: 400 },
    { ...scripted, name: "scripted speech, model of 0 ms", modelMs: 0 },
    ...(real
      ? [{ ...real, name: "Whisper and Piper, model of 400 ms", modelMs: 400, goals: { p95: goals.embedded } }]
      : []),
  ];
}

async function measure(found: FoundLiveKit, speech: Speech, turns: number): Promise<Measured> {
  const stage = await openVoiceStage(found);
  try {
    const { environment = {}, script: runner } = speech.runner ?? {};
    await stage.startRunner({ LOG_LEVEL: "debug", ...environment }, runner);
    return await talk(stage, speech, turns);
  } finally {
    await stage.close();
  }
}

async function talk(stage: VoiceStage, speech: Speech, turns: number): Promise<Measured> {
  const { question, interruption, modelMs } = speech;
  // A guess that does not come true takes an answer, too.
  const answers = (text: string, count: number) =>
    Array.from({ length: 3 * count }, () => ({ text, delayMs: modelMs }));
  const measured: Turn[] = [];
  const components: Components[] = [];
  const greetings: number[] = [];
  const bargeIns: number[] = [];
  for (let call = 0; measured.length < turns; call += 1) {
    const talk = await startTalk(stage, `caller-${call}`);
    greetings.push(talk.greetedMs);
    await stage.outside.script(question.contains, ...answers(answer, turnsOfCall));
    const ofCall: Turn[] = [];
    // The first turn of a process is like any other for its caller.
    for (let turn = 0; turn < turnsOfCall && measured.length + ofCall.length < turns; turn += 1) {
      ofCall.push(await talk.ask(question.sound));
      await talk.quiet();
    }
    measured.push(...ofCall);
    components.push(...(await componentsOf(stage, talk.opened.call_id, ofCall)));
    await stage.outside.script(interruption.contains, ...answers(longAnswer, turns));
    for (let each = 0; each < Math.ceil(turnsOfCall / 5); each += 1) {
      bargeIns.push(await bargeIn(talk, interruption.sound, question.sound));
      await talk.quiet(1_500);
    }
    await talk.caller.leave();
  }
  const [load = 0] = loadavg();
  return { turns: measured, components, greetings, bargeIns, stalls: stallsOf(stage.output()), load };
}

function rowOf({ name, goals: { p50, p95 } }: Speech, { turns, greetings, bargeIns, stalls, load }: Measured): Row {
  const [firstGreeting = 0, ...laterGreetings] = greetings;
  const took = turns.map(({ said, heardAt }) => heardAt - said.endedAt);
  const ms = (value: number, atMost?: number): Figure =>
    atMost === undefined || stalls.host > 0
      ? { value: Math.round(value), unit: " ms" }
      : { value: Math.round(value), unit: " ms", atMost };
  return {
    name,
    figures: {
      p50: ms(percentile(took, 0.5), p50),
      p95: ms(percentile(took, 0.95), p95),
      "barge-in p50": ms(percentile(bargeIns, 0.5)),
      "barge-in p95": ms(percentile(bargeIns, 0.95), goals.bargeIn),
      ...(laterGreetings.length > 0 && { greeting: ms(Math.max(...laterGreetings), goals.greeting) }),
      "first greeting": ms(firstGreeting),
      blocked: { value: stalls.own },
      "not scheduled": { value: stalls.host },
      load: { value: Math.round(load * 10) / 10 },
    },
  };
}

function componentRow({ name }: Speech, components: readonly Components[]): Row {
  const names = ["hearing", "asking", "answering", "transport"] as const;
  const figures = names.map((each) => {
    const values = components.map((component) => component[each]);
    return [each, { value: values.length === 0 ? 0 : Math.round(percentile(values, 0.5)), unit: " ms" }] as const;
  });
  return { name, figures: Object.fromEntries(figures) };
}

function atOnceSection({ greetings, gaps, oneMore, stalls }: AtOnce): Section {
  const goal = (atMost: number) => (stalls.host > 0 ? {} : { atMost });
  return {
    title: `${greetings.length} calls at once, room for ${greetings.length} (VOICE_CALLS)`,
    columns: ["slowest greeting", "longest gap", "the next call ends after", "not scheduled"],
    rows: [
      {
        name: "scripted speech",
        figures: {
          "slowest greeting": { value: Math.round(Math.max(...greetings)), unit: " ms", ...goal(goals.greeting) },
          "longest gap": { value: Math.round(Math.max(...gaps)), unit: " ms", ...goal(goals.gap) },
          "the next call ends after": { value: Math.round(oneMore.endedMs), unit: " ms" },
          "not scheduled": { value: stalls.host },
        },
      },
    ],
    notes: [`The next call's record says ${oneMore.outcome}, ${oneMore.reason}.`],
  };
}
