import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { minimalConfig } from "../../../../../shared/config/minimal-config.fixture.ts";
import { put } from "../../../../../shared/platform/documents.ts";
import { type EmbeddedPlatform, openEmbedded } from "../../../../../shared/platform/embedded/platform.ts";
import { TenantId } from "../../../../../shared/platform/tenant.ts";
import { newOwned } from "../../../../../shared/runtime/owned-document.ts";
import type { StepContext } from "../../../../../shared/runtime/step.ts";
import { conversations } from "../../conversations.ts";
import { aConversation } from "../../testing/fixtures.ts";
import { newHandoff } from "../state.ts";
import { candidatesFor } from "./candidates.ts";
import { newOperator, type Operator, operators } from "./operator.ts";
import { operatorsStep } from "./operators-step.ts";

const now = new Date("2026-11-22T10:00:00.000Z");
const at = now.toISOString();
const until = "2026-11-22T10:05:00.000Z";
const config = minimalConfig();
let dataDir: string;
let platform: EmbeddedPlatform;
let tenants = 0;
let tenant: TenantId;

beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), "offerable-"));
  platform = openEmbedded({ dataDir, now: () => now });
});
afterAll(async () => {
  await platform.close(1_000);
  rmSync(dataDir, { recursive: true });
});
beforeEach(() => {
  tenants += 1;
  tenant = TenantId.parse(`clinic-${tenants}`);
});

interface Queued {
  readonly department: string | null;
  readonly skills?: readonly string[];
  readonly minutesAgo?: number;
  readonly tried?: string[];
}

async function queue(waiting: Readonly<Record<string, Queued>>): Promise<void> {
  const writes = Object.entries(waiting).map(([id, { department, skills = [], minutesAgo = 5, tried = [] }]) => {
    const since = new Date(now.getTime() - minutesAgo * 60_000).toISOString();
    const wish = { id: `h-${id}`, type: "human_agent", department, skills, priority: "high", at: since };
    const handoff = { ...newHandoff(wish), tried };
    return put(conversations.collection, id, newOwned(aConversation({ id, status: "escalated", handoff })));
  });
  await platform.documents.commit(tenant, writes);
}

const crowd = (count: number, one: Queued) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`crowd-${index}`, { minutesAgo: 60, ...one }]));

const operator = (over: Partial<Operator>): Operator => ({ ...newOperator("ravi", at), maxConversations: 3, ...over });

/** Which conversations are offered to an operator who comes online. */
async function offered(who: Operator): Promise<readonly string[]> {
  const step = operatorsStep({ platform, config: async () => config });
  const data = { operatorId: who.id, change: { presence: "online" as const, until } };
  const envelope = { id: "e1", type: step.on.type, tenantId: tenant, key: who.id, causationId: null, occurredAt: at };
  const event = { ...envelope, data };
  const waiting = (await step.gather?.(who, event, { now } as StepContext)) ?? [];
  return step.decide(who, event, waiting, now)?.publish?.map(({ key }) => key) ?? [];
}

describe("what an operator who comes is offered", () => {
  it("is what they may take, behind 200 that wait for another department", async () => {
    await queue({ ...crowd(200, { department: "billing" }), mine: { department: "sales" } });
    expect(await offered(operator({ departments: ["sales", "claims"] }))).toEqual(["mine"]);
  });

  it("is what they have the skills for, behind 200 that ask for another one", async () => {
    const special = { department: "sales", skills: ["tamil"] };
    await queue({ ...crowd(200, special), mine: { department: "sales", skills: ["pumps"] } });
    expect(await offered(operator({ departments: ["sales"], skills: ["pumps"] }))).toEqual(["mine"]);
    expect(await offered(operator({ skills: ["pumps"] }))).toEqual(["mine"]);
  });

  it("is the most urgent first, over departments and those without one", async () => {
    await queue({
      third: { department: "claims", minutesAgo: 10 },
      first: { department: null, minutesAgo: 30 },
      second: { department: "sales", minutesAgo: 20 },
      other: { department: "billing", minutesAgo: 40 },
      asked: { department: "sales", minutesAgo: 50, tried: ["ravi"] },
    });
    expect(await offered(operator({ departments: ["sales", "claims"] }))).toEqual(["first", "second", "third"]);
  });

  it("is as much as they have room for", async () => {
    await queue(crowd(60, { department: "sales" }));
    expect(await offered(operator({ departments: ["sales"], maxConversations: 45 }))).toHaveLength(45);
    expect(await offered(operator({ departments: ["sales"], maxConversations: 0 }))).toEqual([]);
  });
});

describe("who can be asked for a handoff", () => {
  const need = { handoff: { type: "human_agent", department: "sales", skills: [], tried: [] }, language: "en" };
  const online = (id: string, over: Partial<Operator>) =>
    put(
      operators.collection,
      id,
      newOwned({ ...operator(over), id, presence: "online" as const, presenceUntil: until }),
    );
  const many = (prefix: string, over: Partial<Operator>, count: number) =>
    Array.from({ length: count }, (_, index) => online(`${prefix}-${index}`, over));
  const ids = async () => {
    const candidates = await candidatesFor(platform.documents, tenant, { need, config, now });
    return candidates.map(({ stored }) => stored.id);
  };

  it("is the one of the department, among 150 who are online in another", async () => {
    const billing = many("a", { departments: ["billing"] }, 150);
    await platform.documents.commit(tenant, [...billing, online("z", { departments: ["sales"] })]);
    expect(await ids()).toEqual(["z"]);
  });

  it("is the one with room, behind 80 who are full and would be asked first", async () => {
    const full = many("a", { departments: ["sales"], maxConversations: 0 }, 80);
    const asked = online("z", { departments: ["sales"], lastAssignedAt: at });
    await platform.documents.commit(tenant, [...full, asked]);
    expect(await ids()).toEqual(["z"]);
  });
});
