import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ApiRequest } from "../../../shared/http/route.ts";
import { put } from "../../../shared/platform/documents.ts";
import { openEmbedded } from "../../../shared/platform/embedded/platform.ts";
import { withTestIds } from "../../../shared/platform/tenant-ids.fixture.ts";
import { agencyId } from "../../../shared/security/agency.ts";
import { clients } from "./client.ts";
import { type ClientView, clientRoutes } from "./client-routes.ts";
import { people } from "./person.ts";

const folder = mkdtempSync(join(tmpdir(), "clients-"));
const platform = withTestIds(openEmbedded({ dataDir: folder, secrets: () => "s".repeat(40) }));
afterAll(async () => {
  await platform.close(1_000);
  rmSync(folder, { recursive: true });
});

let now = new Date("2026-11-01T06:00:00.000Z");
const routes = clientRoutes({ documents: platform.documents, now: () => now });

async function ask<Body = ClientView>(operation: string, sent: object, subject = "person:asha"): Promise<Body> {
  const route = routes.find(({ operationId }) => operationId === operation);
  if (route === undefined) throw new Error(`There is no operation ${operation}.`);
  const identity = { subject, tenantId: agencyId, roles: ["admin"], rateKey: subject };
  const request = { params: {}, query: {}, body: {}, identity, ...sent } as unknown as ApiRequest<never, never, never>;
  const reply = await route.handle(request);
  if (!("body" in reply)) throw new Error("The route streams.");
  return reply.body as Body;
}

const inStage = async (stage: string, more: object = {}) => {
  const sent = { query: { stage, limit: 30, ...more } };
  return (await ask<{ readonly items: readonly ClientView[] }>("listClients", sent)).items.map(({ name }) => name);
};

it("clients are listed by stage, and by stage and name", async () => {
  for (const name of ["Asha Dental", "Bela Travel", "Asha Foods"])
    await ask("createClient", { body: { name, stage: "prospect" } });
  await ask("createClient", { body: { name: "Asha Live", stage: "live" } });
  expect((await inStage("prospect")).toSorted()).toEqual(["Asha Dental", "Asha Foods", "Bela Travel"]);
  expect(await inStage("prospect", { search: "asha" })).toEqual(["Asha Dental", "Asha Foods"]);
  expect(await inStage("live")).toEqual(["Asha Live"]);
});

it("a client's time in its stage begins when the stage changes, and only then", async () => {
  const { client_id: id, stage_since: added } = await ask("createClient", { body: { name: "Clinic", stage: "demo" } });
  expect(added).toBe("2026-11-01T06:00:00.000Z");
  now = new Date("2026-11-05T06:00:00.000Z");
  expect((await ask("changeClient", { params: { id }, body: { name: "Clinics" } })).stage_since).toBe(added);
  expect((await ask("changeClient", { params: { id }, body: { stage: "demo" } })).stage_since).toBe(added);
  const moved = await ask("changeClient", { params: { id }, body: { stage: "pricing" } });
  expect([moved.stage, moved.stage_since]).toEqual(["pricing", "2026-11-05T06:00:00.000Z"]);
});

it("a client belongs to who added it, until somebody takes it on", async () => {
  const usual = { clientId: agencyId, roles: ["operator" as const], createdAt: "", createdBy: "", removedAt: null };
  const ravi = { name: "Ravi", nameKey: "ravi", email: "ravi@agency.example", ...usual };
  await platform.documents.commit(agencyId, [put(people, "ravi", ravi)]);
  const { client_id: id, ...made } = await ask("createClient", { body: { name: "Shop", stage: "demo" } }, "api-key:7");
  expect([made.owner, made.owner_name]).toEqual(["api-key:7", null]);
  const taken = await ask("changeClient", { params: { id }, body: { owner: "me" } }, "person:ravi");
  expect([taken.owner, taken.owner_name]).toEqual(["person:ravi", "Ravi"]);
  const later = await ask("changeClient", { params: { id }, body: { stage: "live" } });
  expect([later.owner, later.owner_name]).toEqual(["person:ravi", "Ravi"]);
});

it("a client that was added before stages were timed counts from when it was added", async () => {
  const at = "2026-10-01T00:00:00.000Z";
  const old = { name: "Old", nameKey: "old", stage: "live" as const, website: null, approval: "one" as const };
  await platform.documents.commit(agencyId, [put(clients, "old", { ...old, createdAt: at, createdBy: "" })]);
  const { stage_since, owner, owner_name } = await ask("getClient", { params: { id: "old" } });
  expect({ stage_since, owner, owner_name }).toEqual({ stage_since: at, owner: null, owner_name: null });
});
