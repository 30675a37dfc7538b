import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { RequirementsView } from "../../../functions/engines/prd/document/views.ts";
import type { InterviewView } from "../../../functions/engines/prd/interview/interview-routes.ts";
import { until } from "../../contracts/open-platform.ts";
import { flow } from "../stage/flow.ts";

type Refused = Readonly<{ code: string; detail: string }>;

const page = `<html lang="en"><head><title>Asha Diagnostics</title><script type="application/ld+json">
{"@context":"https://schema.org","@type":"MedicalBusiness","name":"Asha Diagnostics","telephone":"+91 20 4123 4567",
"openingHours":"Mo-Fr 09:00-18:00"}</script></head><body><h1>Asha Diagnostics</h1></body></html>`;
const site = createServer((request, response) => {
  if (request.url === "/robots.txt") return response.end("User-agent: *\nAllow: /\n");
  response.setHeader("content-type", "text/html; charset=utf-8");
  return response.end(page);
});
await new Promise<void>((resolve) => {
  site.listen(0, "127.0.0.1", resolve);
});
const origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
afterAll(() => site.close());

const world = flow(undefined, { CRAWL_ALLOWED_ORIGINS: origin });
const client = "prospect_asha";
const text = "As the staff handbook says";
const answers: Readonly<Record<string, string>> = {
  achieve: "Answer questions about tests",
  languages: "Hindi and English",
  times: "9 am to 6 pm",
  "personal data": "no",
  marketing: "no",
  "takes? payments": "no",
  "write to a customer first": "no",
  "many minutes": "10",
  today: "20",
  "with the agent": "30",
  "Is that right": "yes",
};

const api = <T>(line: string, body?: unknown) =>
  world.product.api<T & Refused>(line, { client, ...(body === undefined ? {} : { body }) });

function replyTo({ open }: Pick<InterviewView, "open">): string {
  const answer = (question: string) =>
    Object.entries(answers).find(([word]) => new RegExp(word).test(question))?.[1] ?? text;
  return open.map(({ letter, question }) => `${letter}) ${answer(question)}`).join("\n");
}

async function start(more: object = {}): Promise<InterviewView> {
  const { status, body } = await api<InterviewView>("POST /v1/prd/sessions", { client_id: client, ...more });
  expect([status, body.open.map(({ letter }) => letter)]).toEqual([201, ["a"]]);
  return body;
}

async function toEnd(interview: InterviewView): Promise<InterviewView> {
  let state = interview;
  while (state.status === "asking")
    ({ body: state } = await api<InterviewView>(`POST /v1/prd/sessions/${state.session_id}/messages`, {
      text: replyTo(state),
    }));
  return state;
}

async function cli(...words: readonly string[]) {
  const token = await world.product.token(client);
  const ran = world.product.cli("prd", ...words, "--client", client, "--token", token);
  return { code: await ran.exited, output: ran.output() };
}

const read = async (id: string) => (await api<RequirementsView>(`GET /v1/prds/${id}`)).body;

it("goes from an interview that is killed to an approved document", async () => {
  const begun = await start({ title: "Front desk", two_people: true });
  const { prd_id: id, session_id: session } = begun;
  const empty = await api("POST /v1/prds", { title: "Empty" });
  const { prd_id: emptyId, revision } = empty.body as unknown as RequirementsView;
  const incomplete = await api(`POST /v1/prds/${emptyId}/approve`, { revision });
  expect([incomplete.status, incomplete.body.code]).toEqual([422, "requirements-incomplete"]);
  expect(incomplete.body.detail).toMatch(/objective/);

  const { body: second } = await api<InterviewView>(`POST /v1/prd/sessions/${session}/messages`, {
    text: replyTo(begun),
  });
  await world.product.kill();
  await world.product.restart();
  const { body: resumed } = await api<InterviewView>(`GET /v1/prd/sessions/${session}`);
  expect([resumed.open, resumed.batch]).toEqual([second.open, second.batch]);

  await toEnd(resumed);
  await until("the document holds the last answer", async () => (await read(id)).hindrances.length === 0);
  const document = await read(id);
  expect(document.items.filter(({ section }) => section === "objectives")).toMatchObject([
    { id: "OBJ-1", fields: { text: "Answer questions about tests" }, source: { kind: "answer" } },
  ]);
  const stale = await api(`POST /v1/prds/${id}/approve`, { revision: document.revision - 1 });
  expect([stale.status, stale.body.code]).toEqual([409, "requirements-stale"]);
  const same = await api(`POST /v1/prds/${id}/approve`, { revision: document.revision });
  expect([same.status, same.body.code]).toEqual([403, "second-person-required"]);

  const shown = await cli("show", id);
  expect([shown.code, shown.output]).toEqual([0, expect.stringContaining("OBJ-1")]);
  const file = join(world.product.dataDir, "requirements.md");
  const exported = await cli("export", id, "--to", file);
  expect([exported.code, readFileSync(file, "utf8")]).toEqual([0, expect.stringContaining("### OBJ-1")]);
  const unchanged = await cli("import", id, file);
  expect([unchanged.code, unchanged.output]).toEqual([0, expect.stringContaining(`revision ${document.revision}.`)]);
  const pdf = join(world.product.dataDir, "requirements.pdf");
  expect((await cli("export", id, "--format", "pdf", "--to", pdf)).code).toBe(0);
  expect(readFileSync(pdf).subarray(0, 5).toString()).toBe("%PDF-");
  const refused = await cli("approve", id, "--revision", String(document.revision));
  expect([refused.code, refused.output]).toEqual([1, expect.stringContaining("Ask a colleague")]);
  expect((await read(id)).status).toBe("draft");
  // A colleague: a key of the API is another author than the person of the interview.
  const { body: key } = await api<{ key: string }>("POST /v1/api-keys", { name: "A colleague", roles: ["admin"] });
  const approved = await fetch(`${world.product.url}/v1/prds/${id}/approve`, {
    method: "POST",
    headers: { "x-api-key": key.key, "content-type": "application/json" },
    body: JSON.stringify({ revision: document.revision }),
  });
  expect([approved.status, await approved.json()]).toEqual([
    200,
    expect.objectContaining({ status: "approved", approved: expect.objectContaining({ version: 1 }) }),
  ]);
}, 120_000);

it("confirms what research found, and takes it over with the page as its source", async () => {
  const unknown = await api("POST /v1/prd/sessions", { client_id: client, research_id: "nothing" });
  expect([unknown.status, unknown.body.code]).toEqual([404, "research-not-found"]);
  const business = { client_id: client, research_type: "primary", business: "Asha Diagnostics", site: origin };
  const run = await api<{ research_id: string }>("POST /v1/research", business);
  expect(run.status).toBe(202);
  const { research_id } = run.body;
  await until("the run has reported", async () => {
    return (await api<{ status: string }>(`GET /v1/research/${research_id}`)).body.status === "completed";
  });
  const begun = await start({ research_id });
  const asked = new Set<string>();
  let state = begun;
  while (state.status === "asking") {
    for (const { question } of state.open) asked.add(question);
    ({ body: state } = await api<InterviewView>(`POST /v1/prd/sessions/${state.session_id}/messages`, {
      text: replyTo(state),
    }));
  }
  expect([...asked]).toContain("Your site says: the agent's hours are Mon–Fri 09:00–18:00. Is that right?");
  expect([...asked]).not.toContain("At which times does the agent answer?");
  const lines = "---\nrevision: 1\n---\n\n## Objectives\n\n### new\n\n- text: Book tests\n- kind: bookings\n";
  const hindi = (await api<RequirementsView>("POST /v1/prds", { title: "मुख्य डेस्क", language: "hi" })).body;
  const current = lines.replace("revision: 1", `revision: ${hindi.revision}`);
  const title = (await api<{ base64: string }>(`GET /v1/prds/${hindi.prd_id}/file?format=md`)).body.base64;
  const own = Buffer.from(title, "base64").toString().split("---\n").at(-1) ?? "";
  const imported = await api<RequirementsView>(`POST /v1/prds/${hindi.prd_id}/import`, { markdown: current + own });
  expect(imported.body.items).toMatchObject([{ id: "OVW-1" }, { id: "OBJ-1", fields: { text: "Book tests" } }]);
  const printed = (await api<{ base64: string }>(`GET /v1/prds/${hindi.prd_id}/file`)).body.base64;
  expect(Buffer.from(printed, "base64").subarray(0, 5).toString()).toBe("%PDF-");
  await until("the document is complete", async () => (await read(begun.prd_id)).hindrances.length === 0);
  const hours = (await read(begun.prd_id)).items.find(({ fields }) => fields.aspect === "hours");
  expect(hours).toMatchObject({
    source: { kind: "fact", research: research_id, url: expect.stringContaining(origin) },
  });
}, 120_000);
