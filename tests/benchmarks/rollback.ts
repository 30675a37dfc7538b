import { setTimeout as sleep } from "node:timers/promises";
import type { RolloutView } from "../../functions/engines/rollouts/views.ts";
import { type Clinic, clinicYaml, openClinic } from "../flows/stage/clinic.ts";
import { newWord } from "../flows/stage/flow.ts";
import { type Outside, startOutside } from "../flows/stage/outside.ts";
import { type Product, startProduct } from "../flows/stage/product.ts";
import type { Row, Section } from "./report.ts";
import { percentile } from "./statistics.ts";

/** The goal of facts-lifecycle.md §5, at the 95th percentile. */
const goalMs = 2_000;
/** A new customer writes this often. */
const everyMs = 100;
/** Turns go on for this long after the rollback, so that a late one with the version taken back is seen. */
const afterMs = 4_000;

interface Turn {
  /** Undefined: the turn was not answered. */
  readonly conversationId: string | undefined;
  /** On the clock of this process, in milliseconds. */
  readonly startedAt: number;
}

interface Stage {
  readonly product: Product;
  readonly outside: Outside;
}

interface Measured {
  /** From the command, or the turn that proves the harm, to the last conversation that began with the version. */
  readonly lastMs: number;
  readonly turns: number;
  readonly lost: number;
}

/** Measures how long customers still get a version that is taken back, while new customers keep writing. */
export async function rollbackSection(rounds: number): Promise<Section> {
  const outside = await startOutside();
  const product = await startProduct(outside);
  const stage = { product, outside };
  try {
    const request: Measured[] = [];
    const command: Measured[] = [];
    const automatic: Measured[] = [];
    for (let round = 0; round < rounds; round += 1) {
      request.push(await byPerson(stage, ({ client }, id) => product.api(rollbackOf(id), { client, body: {} })));
      command.push(await byPerson(stage, ({ client }) => commandOf(product, client)));
      automatic.push(await byGuardrail(stage));
    }
    return {
      title: `Rollback while a new customer writes every ${everyMs} ms, ${rounds} times`,
      columns: ["turns", "lost", "p50", "p95"],
      rows: [
        row("by a request, from its start", request),
        row("by `rollout rollback`, from the start of its process", command),
        row("by a guardrail", automatic),
      ],
      notes: [
        "p50 and p95: until the last conversation that began with the version.",
        "By a guardrail: from the turn that makes the evidence large enough. The regular looks are half a minute apart.",
      ],
    };
  } finally {
    await product.stop();
    product.remove();
    await outside.stop();
  }
}

function row(name: string, measured: readonly Measured[]): Row {
  const last = measured.map(({ lastMs }) => lastMs);
  const sum = (of: (each: Measured) => number) => measured.reduce((total, each) => total + of(each), 0);
  return {
    name,
    figures: {
      turns: { value: sum(({ turns }) => turns) },
      lost: { value: sum(({ lost }) => lost), atMost: 0 },
      p50: { value: percentile(last, 0.5), unit: " ms" },
      p95: { value: percentile(last, 0.95), unit: " ms", atMost: goalMs },
    },
  };
}

const rollbackOf = (id: string) => `POST /v1/rollouts/${id}/rollback`;

async function commandOf(product: Product, client: string): Promise<unknown> {
  const token = await product.token(client, "admin");
  return product.cli("rollout", "rollback", "-c", client, "--token", token).exited;
}

/** `takeBack` is what a person does. */
async function byPerson(
  stage: Stage,
  takeBack: (clinic: Clinic, rolloutId: string) => Promise<unknown>,
): Promise<Measured> {
  const clinic = await openClinic(stage.product);
  const id = await begin(stage, clinic, clinicYaml(clinic, { agentName: "Leo" }));
  const traffic = customers(stage, clinic);
  await sleep(2_000);
  const startedAt = performance.now();
  await takeBack(clinic, id);
  await sleep(afterMs);
  const turns = await traffic.stop();
  return measuredFrom(startedAt, turns, await withVersion(stage, clinic, turns));
}

/** The version hands every conversation to a person. */
async function byGuardrail(stage: Stage): Promise<Measured> {
  const clinic = await openClinic(stage.product);
  const harmful = clinicYaml(clinic, { agentName: "Leo" }).replace("sentiment_score < 0.3", "sentiment_score < 0.9");
  const id = await begin(stage, clinic, harmful);
  const traffic = customers(stage, clinic);
  let rollout = await read(stage, clinic, id);
  while (rollout.status === "running") {
    await sleep(20);
    rollout = await read(stage, clinic, id);
  }
  await sleep(afterMs);
  const turns = await traffic.stop();
  // The evidence reaches 100 with this turn: half of the customers have the version, and only they are handed over.
  const given = await withVersion(stage, clinic, turns);
  const proof = given[evidenceAfter - 1];
  if (proof === undefined) throw new Error(`The version was taken back after ${given.length} conversations.`);
  return measuredFrom(proof.startedAt, turns, given);
}

/** Conversations handed over, all with the version that half of the customers get, whose evidence is 100. */
const evidenceAfter = handedOverForEvidence(100);

function handedOverForEvidence(threshold: number): number {
  const ratios = [1.25, 1.5, 2, 3, 4, 6, 10];
  for (let count = 1; ; count += 1) {
    const sum = ratios.reduce((total, ratio) => total + ((2 * ratio) / (ratio + 1)) ** count, 0);
    if (sum / ratios.length >= threshold) return count;
  }
}

function measuredFrom(startedAt: number, turns: readonly Turn[], given: readonly Turn[]): Measured {
  const lastAt = Math.max(startedAt, ...given.map((turn) => turn.startedAt));
  return {
    lastMs: lastAt - startedAt,
    turns: turns.length,
    lost: turns.filter(({ conversationId }) => conversationId === undefined).length,
  };
}

/** Gives a new version to half of the customers. @returns the rollout's id */
async function begin(stage: Stage, { client }: Clinic, yaml: string): Promise<string> {
  const { product } = stage;
  await product.api(`PUT /v1/configs/${client}/main`, { client, body: { yaml } });
  const body = { version: 2, percents: [50, 100], min_minutes: 600 };
  const started = await product.api<RolloutView>("POST /v1/rollouts", { client, body });
  const id = started.body.rollout_id;
  while ((await read(stage, { client }, id)).status !== "running") await sleep(20);
  return id;
}

async function read({ product }: Stage, { client }: Pick<Clinic, "client">, id: string): Promise<RolloutView> {
  return (await product.api<RolloutView>(`GET /v1/rollouts/${id}`, { client })).body;
}

/** New customers who each write once. */
function customers({ product }: Stage, { client }: Clinic) {
  const turns: Promise<Turn>[] = [];
  const timer = setInterval(() => turns.push(write()), everyMs);
  async function write(): Promise<Turn> {
    const word = newWord();
    const startedAt = performance.now();
    const reply = await product.chat({ client, session: word, message: `Hello ${word}` }).catch(() => undefined);
    const isAnswered = reply !== undefined && (reply.reply !== null || reply.status === "escalated");
    return { conversationId: isAnswered ? reply.conversation_id : undefined, startedAt };
  }
  return {
    stop() {
      clearInterval(timer);
      return Promise.all(turns);
    },
  };
}

/** The turns of conversations with the version that is taken back, in the order in which they began. */
async function withVersion({ product }: Stage, { client }: Clinic, turns: readonly Turn[]): Promise<readonly Turn[]> {
  const given: Turn[] = [];
  for (const turn of turns) {
    const line = `GET /v1/conversations/${turn.conversationId}`;
    const { body } = await product.api<{ config: { version: number } }>(line, { client });
    if (turn.conversationId !== undefined && body.config.version === 2) given.push(turn);
  }
  return given;
}
