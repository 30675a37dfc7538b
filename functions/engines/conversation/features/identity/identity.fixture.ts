import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TenantConfig } from "../../../../../shared/config/index.ts";
import { minimalConfig } from "../../../../../shared/config/minimal-config.fixture.ts";
import { ownerOf } from "../../../../../shared/customers/identity.ts";
import type { MessageRequested } from "../../../../../shared/events/outreach/messages.ts";
import { openEmbedded } from "../../../../../shared/platform/embedded/platform.ts";
import { seed } from "../../../../../shared/tables/fixtures.ts";
import { createLogger } from "../../../../../shared/telemetry/log.ts";
import { toolCall } from "../../../../../shared/tools/fixtures.ts";
import type { Identity } from "../../../../../shared/tools/identity.ts";
import type { StoredConversation } from "../../conversations.ts";
import { aConversation, aMessage, anInbound, anOutcome, neutralSignals, unengaged } from "../../testing/fixtures.ts";
import { testNow, testTenant } from "../../testing/given.ts";
import { identityTurn } from "./turn.ts";

/** Fixtures for the tests of identity: members of a library, and turns against a real store. */

export const libraryConfig = (section = "{ table: members, by: [code, fields], fields: [id, born] }") =>
  minimalConfig(`  identity: ${section}
  channels:
    input:
      - { type: web_chat }
      - { type: sms, config: { phone_number: "+15550300001" } }
      - { type: email, config: { address: "desk@library.example" } }
  tables:
    members:
      columns: { id: text, name: text, born: text, phone: text, email: text, card: integer, tier: text }
      lookups: [[card]]
    staff: { columns: { id: text, born: text } }
`);

const rows = [
  { id: "M-1", name: "Nora", born: "1990-03-05", card: 7001, phone: "+919811200001", email: "nora@mail.example" },
  { id: "M-2", name: "Ivo", born: "1985-12-24", phone: "+919811200002" },
  { id: "M-3", name: "Uma", born: "", phone: "" },
  { id: "M-4", name: "Twin", born: "2001-01-01", phone: "+919811200004" },
  { id: "M-6", name: "Six", born: "2004-04-04", phone: "98112 00006" },
  { id: "M-5", name: "Twin", born: "2002-02-02", phone: "+919811200004" },
];

export interface Library {
  readonly documents: ReturnType<typeof openEmbedded>["documents"];
  close(): Promise<void>;
}

export async function openLibrary(): Promise<Library> {
  const dataDir = await mkdtemp(join(tmpdir(), "identity-"));
  const platform = openEmbedded({ dataDir, now: () => testNow });
  const { columns } = libraryConfig().tables.members ?? {};
  await seed(platform.documents, testTenant, "members", { columns, lookups: [["card"]], rows });
  return {
    documents: platform.documents,
    async close() {
      await platform.close(1000);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

let visitors = 0;

/** A conversation of a visitor's that nobody has had before. */
export function newVisit(over: Partial<StoredConversation> = {}): StoredConversation {
  visitors += 1;
  const address = `tab-${visitors}`;
  const customer = { id: "anything", address, name: null };
  return aConversation({ id: `visit-${visitors}`, channel: "web_chat", accountAddress: null, customer, ...over });
}

export interface Call {
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
}

export interface PlayedTurn {
  readonly conversation: StoredConversation;
  /** What the tools told the model, in order. */
  readonly results: readonly unknown[];
  /** Who the customer has proven to be by the end of the turn. */
  readonly identity: Identity | undefined;
  readonly notes: readonly string[];
  readonly reply: string | null | undefined;
  /** The messages as the agent sees them. */
  readonly shown: readonly string[];
  readonly requested: MessageRequested | undefined;
}

let turns = 0;

/** A customer writes, the model calls the tools, and the turn is committed. `turnId` repeats an earlier turn. */
export async function playTurn(
  { documents }: Library,
  before: StoredConversation,
  said: string | readonly string[],
  {
    calls = [],
    now = testNow,
    config = libraryConfig(),
    turnId,
  }: {
    readonly calls?: readonly Call[];
    readonly now?: Date;
    readonly config?: TenantConfig;
    readonly turnId?: string;
  } = {},
): Promise<PlayedTurn> {
  turns += 1;
  const id = turnId ?? `turn-${turns}`;
  const texts = typeof said === "string" ? [said] : said;
  const inbound = texts.map((text, at) => ({ ...anInbound, id: `${id}-m${at}`, text, at: now.toISOString() }));
  const turn = { tenantId: testTenant, turnId: id, conversation: before, inbound, config, signals: neutralSignals };
  const effect: never = undefined as never;
  const ports = { documents, effect, log: createLogger({ level: "silent" }), now, engagement: unengaged };
  const prepared = await identityTurn.prepare?.(turn, ports);
  const tools = prepared?.type === "brief" ? prepared.tools : [];
  let identity = prepared?.type === "brief" ? prepared.identity : undefined;
  const results: unknown[] = [];
  for (const { name, args } of calls) {
    const tool = tools.find((each) => each.name === name);
    const parsed = tool?.parameters.parse(args);
    if (!tool || !parsed?.ok) throw new Error(`${name} was not taken: ${JSON.stringify(parsed)}`);
    const customer = { ...before.customer, id: ownerOf(await documents.ids(testTenant), before) };
    const result = await tool.execute(parsed.value, toolCall({ tenantId: testTenant, customer }));
    results.push(result.content);
    identity = result.identity ?? identity;
  }
  const end = { outcome: anOutcome(), next: before, engagement: unengaged, found: prepared?.found, now };
  const concluded = identityTurn.conclude?.(turn, end);
  const shown = (identityTurn.conceal?.(before, inbound) ?? inbound).map(({ text }) => text);
  const recent = [...before.recent, ...shown.map((text) => aMessage({ text }))];
  const [request] = concluded?.publish ?? [];
  return {
    conversation: { ...before, recent, turnCount: before.turnCount + 1, ...concluded?.conversation },
    results,
    identity,
    notes: prepared?.type === "brief" ? prepared.briefing.notes : [],
    reply: prepared?.type === "reply" ? (prepared.content?.text ?? null) : undefined,
    shown,
    requested: request?.data as MessageRequested | undefined,
  };
}

export function codeOf({ requested }: PlayedTurn): string {
  return /\d{6}/.exec(requested?.content.text ?? "")?.[0] ?? "";
}

/** Six digits that are not this code. */
export function anotherCode(code: string, step = 1): string {
  return String((Number(code) + step) % 1_000_000).padStart(6, "0");
}
