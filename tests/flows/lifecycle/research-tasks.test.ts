import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Role } from "../../../shared/security/tokens/identity.ts";
import { until } from "../../contracts/open-platform.ts";
import { flow } from "../stage/flow.ts";

interface Research {
  readonly revision: number;
  readonly report: {
    readonly facts: readonly {
      readonly kind: string;
      readonly value: unknown;
      readonly text: string;
      readonly status: string;
      readonly source: { readonly kind: string; readonly page_id: string };
    }[];
    readonly contradictions: readonly { readonly kind: string; readonly values: readonly { value: string }[] }[];
  } | null;
}
interface Task {
  readonly task_id: string;
  readonly status: string;
  readonly question: string;
}
interface Tasks {
  readonly playbook: string;
  readonly total: number;
  readonly pending: number;
  readonly tasks: readonly Task[];
}

const site = createServer((request, response) => {
  if (request.url === "/robots.txt") return response.end("User-agent: *\n");
  response.setHeader("content-type", "text/html; charset=utf-8");
  return response.end('<html lang="en"><body><p>Sunrise Dental</p><p>Call 020 4123 4567</p></body></html>');
});
await new Promise<void>((resolve) => {
  site.listen(0, "127.0.0.1", resolve);
});
const origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
afterAll(() => site.close());

const world = flow(undefined, { CRAWL_ALLOWED_ORIGINS: origin });
const client = "prospect_sunrise";

async function post<T = Task>(path: string, body: object, role: Role = "admin") {
  return world.product.api<T>(`POST ${path}`, { client, role, body });
}
const get = async <T>(path: string) => (await world.product.api<T>(`GET ${path}`, { client })).body;

it("asks people in a deep run; what one answers and another accepts is a fact beside the site's", async () => {
  const wish = { client_id: client, research_type: "deep", business: "Sunrise Dental", industry: "dental clinic" };
  const { body } = await post<{ research_id: string }>("/v1/research", { ...wish, region: "IN", site: `${origin}/` });
  const id = body.research_id;
  const report = () => get<Research>(`/v1/research/${id}`);
  const tasks = () => get<Tasks>(`/v1/research/${id}/tasks`);
  await until("the sources are reported", async () => (await report()).revision === 1);
  await until("every task is there", async () => (await tasks()).tasks?.length === 5);
  const { playbook, tasks: asked } = await tasks();
  expect(playbook).toBe("clinic");
  const again = await post<Tasks>(`/v1/research/${id}/tasks`, {});
  expect(again).toMatchObject({ status: 200, body: { total: 5, pending: 5 } });
  expect(await post("/v1/research/nothing/tasks", {})).toMatchObject({
    status: 404,
    body: { code: "research-not-found" },
  });

  const task = asked.find(({ question }) => question.includes("outside opening hours"));
  const path = `/v1/research-tasks/${task?.task_id}`;
  expect(await post(`${path}/claim`, {})).toMatchObject({ status: 200, body: { status: "claimed" } });
  const send = async (bytes: Uint8Array<ArrayBuffer>, role: Role = "admin") => {
    const body = new FormData();
    body.set("file", new File([bytes], "../door.png", { type: "text/html" }));
    const headers = { authorization: `Bearer ${await world.product.token(client, role)}` };
    return fetch(`${world.product.url}${path}/files`, { method: "POST", headers, body });
  };
  const picture = Buffer.from("89504e470d0a1a0a0000", "hex");
  const stored = (await (await send(picture)).json()) as { files: { file_id: string }[] };
  expect(stored.files).toEqual([
    { file_id: expect.stringMatching(/^[0-9a-f]{32}$/), name: "door.png", content_type: "image/png", size: 10 },
  ]);
  expect((await send(Buffer.from("<script>alert(1)</script>"))).status).toBe(415);
  expect((await send(picture, "operator")).status).toBe(409);
  const [file] = stored.files;
  const headers = { authorization: `Bearer ${await world.product.token(client)}` };
  const read = await fetch(`${world.product.url}${path}/files/${file?.file_id}`, { headers });
  expect([read.headers.get("content-type"), read.headers.get("content-disposition")]).toEqual([
    "image/png",
    `attachment; filename="evidence-${file?.file_id}"`,
  ]);
  expect(Buffer.from(await read.arrayBuffer())).toEqual(picture);
  const text = "Call the main number 020 4123 9999 at any time.";
  const evidence = [
    { kind: "note", value: "Asked on the telephone, spoke to the receptionist" },
    { kind: "file", value: file?.file_id },
  ];
  expect(await post(`${path}/answer`, { text, evidence })).toMatchObject({ status: 200, body: { status: "answered" } });
  expect(await post(`${path}/review`, { accepted: true })).toMatchObject({
    status: 403,
    body: { code: "research-reviewer-is-author" },
  });
  expect(await post(`${path}/review`, { accepted: true }, "operator")).toMatchObject({ body: { status: "reviewed" } });

  await until("the report has what the person found out", async () => (await report()).revision === 2);
  const { report: written } = await report();
  const said = written?.facts.filter(({ source }) => source.kind === "person") ?? [];
  expect(said).toContainEqual(
    expect.objectContaining({ kind: "faq", value: { question: task?.question, answer: text }, status: "stated" }),
  );
  expect(said).toContainEqual(expect.objectContaining({ kind: "phone", value: "+912041239999", status: "disputed" }));
  expect(written?.contradictions).toMatchObject([
    { kind: "phone", values: [{ value: "+912041234567" }, { value: "+912041239999" }] },
  ]);
  const page = await get<{ source: string; url: null; text: string }>(
    `/v1/research/${id}/pages/${said[0]?.source.page_id}`,
  );
  expect(page).toMatchObject({ source: "person", url: null, text: `${task?.question}\n${text}` });
  expect((await tasks()).pending).toBe(4);
}, 120_000);
