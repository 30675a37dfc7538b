import { type Clinic, clinicYaml, openClinic } from "../stage/clinic.ts";
import { flow, newWord } from "../stage/flow.ts";

const world = flow();
let clinic: Clinic;

interface Evaluation {
  readonly id: string;
  readonly reason: string;
  readonly scores: { readonly overall: number | null; readonly accuracy: number | null };
  readonly findings: readonly { readonly kind: string; readonly quote: string; readonly evidence: string | null }[];
  readonly judge: {
    readonly status: string;
    readonly votes: number;
    readonly judgements: readonly { readonly reason: string }[];
  };
}

const hours = "Reception is open from 8 to 18. Parking is not free.";
const knowledge = `    - { base: help, id: desk, title: Reception, text: "${hours}" }\n`;

beforeAll(async () => {
  clinic = await openClinic(world.product);
});

async function configure(more: string): Promise<void> {
  const yaml = `${clinicYaml(clinic)}${knowledge}${more}`;
  const body = { yaml, activate: true };
  const pushed = await world.product.api(`PUT /v1/configs/${clinic.client}/main`, { client: clinic.client, body });
  expect(pushed).toMatchObject({ status: 200, body: { created: true } });
}

/** A conversation in which the agent says these words. */
async function said(answer: string, question = "When is reception open"): Promise<string> {
  const word = newWord();
  await world.outside.script(word, { text: answer });
  const chat = { client: clinic.client, session: word, message: `${question}, ${word}?` };
  return (await world.product.chat(chat)).conversation_id;
}

const api = <T>(line: string, body?: object) => world.product.api<T>(line, { client: clinic.client, body });
const evaluate = (conversation: string) =>
  api<Evaluation>("POST /v1/quality/evaluations", { conversation_id: conversation });

it("finds a wrong figure and a denial turned around, beside what the knowledge says", async () => {
  await configure("");
  const { status, body } = await evaluate(await said("Reception is open from 8 to 21. Parking is free."));
  expect(status).toBe(201);
  expect(body.findings.map(({ kind }) => kind)).toEqual(["unsupported-number", "contradicts-source"]);
  expect(body.findings[0]).toMatchObject({ evidence: "Reception is open from 8 to 18." });
  expect(body.judge).toMatchObject({ status: "not-asked" });
  const { body: right } = await evaluate(await said("Reception is open from 8 to 18."));
  expect(right.findings).toEqual([]);
  expect(right.scores.accuracy).toBeGreaterThan(body.scores.accuracy ?? 10);
  const worst = await api<{ items: Evaluation[] }>("GET /v1/quality/evaluations?order=worst");
  expect(worst.body.items.map(({ id }) => id)).toEqual([body.id, right.id]);
});

it("asks a judge where the checks are not sure, and survives one that answers nonsense", async () => {
  await configure("  quality: { judge: { enabled: true } }\n");
  const judged = (score: number) => {
    const rating = { score, reason: "It names hours that are right.", quote: "open from 8" };
    return { helpfulness: rating, accuracy: rating, appropriateness: rating, goal_achievement: rating };
  };
  const word = newWord();
  const answer = `Reception is open from 8 to 18. Your ${word} file lies ready there.`;
  await world.outside.script(word, { text: answer }, { json: judged(8) }, { json: judged(8) }, { json: judged(9) });
  const chat = await world.product.chat({ client: clinic.client, session: word, message: `Are you open, ${word}?` });
  const { body } = await evaluate(chat.conversation_id);
  expect(body.judge).toMatchObject({
    status: "rated",
    judgements: [{ reason: "It names hours that are right." }, {}, {}, {}],
  });
  const other = newWord();
  await world.outside.script(other, { text: answer.replace(word, other) }, { text: "Very good indeed!" });
  const next = await world.product.chat({ client: clinic.client, session: other, message: `Are you open, ${other}?` });
  const { body: nonsense } = await evaluate(next.conversation_id);
  expect(nonsense.judge).toMatchObject({ status: "unusable" });
  expect(nonsense.scores.overall).not.toBeNull();
});

it("says that a client without an SLA has none, and refuses one that contradicts itself", async () => {
  await configure("");
  expect(await api("GET /v1/sla")).toMatchObject({ status: 200, body: { watching: false, channels: [], month: null } });
  expect(await api("GET /v1/sla/reports/2026-10")).toMatchObject({ status: 404, body: { code: "sla-not-configured" } });
  const contradicting =
    "  sla: { family: bad_minutes, channels: [web_chat], credits: { bands: [{ below: 99, credit: 25 }, { below: 95, credit: 10 }], monthly_price: 100 } }\n";
  const body = { yaml: `${clinicYaml(clinic)}${knowledge}${contradicting}`, activate: true };
  const pushed = await world.product.api<{ problems: readonly { path: string }[] }>(
    `PUT /v1/configs/${clinic.client}/main`,
    { client: clinic.client, body },
  );
  expect(pushed.status).toBe(422);
  expect(JSON.stringify(pushed.body)).toContain("sla.credits.bands");
});

it("compares what people say with its scores, and refuses what cannot be rated", async () => {
  const { body } = await evaluate(await said("Reception is open from 8 to 18."));
  const rate = (overall: number) => api(`POST /v1/quality/evaluations/${body.id}/ratings`, { overall, note: "ok" });
  expect(await rate(11)).toMatchObject({ status: 422 });
  expect(await rate(3)).toMatchObject({ status: 201 });
  expect(await rate(9)).toMatchObject({ status: 201, body: { overall: 9 } });
  const { body: calibration } = await api<{ items: { pairs: number }[] }>("GET /v1/quality/calibration");
  expect(calibration.items).toMatchObject([{ pairs: 1 }]);
  expect(await evaluate("nobody")).toMatchObject({ status: 404, body: { code: "conversation-not-found" } });
  const caller = ["--client", clinic.client, "--token", await world.product.token(clinic.client)];
  const shown = world.product.cli("quality", "show", body.id, ...caller);
  expect([await shown.exited, shown.output()]).toEqual([0, expect.stringContaining(body.id)]);
});
