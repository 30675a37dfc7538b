import { randomBytes } from "node:crypto";
import { DateTime } from "luxon";
import { demoBuildDue } from "../../../shared/events/index.ts";
import type { Bus } from "../../../shared/platform/bus.ts";
import { absent, type Documents, put, VersionConflict } from "../../../shared/platform/documents.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { envelopeOf } from "../../../shared/runtime/envelope.ts";
import { deriveId } from "../../../shared/runtime/ids.ts";
import { newOwned } from "../../../shared/runtime/owned-document.ts";
import { sandboxTenantOf } from "../../../shared/runtime/sandbox/sandbox-tenant.ts";
import { titleOf } from "../../../shared/schema/title-of.ts";
import { linkIdOf, newLinkToken, type SecretLinks } from "../../../shared/security/links/secret-link.ts";
import { type Demo, demoSandboxes, demos, sandboxDocument } from "./demo.ts";
import type { DemoConfig } from "./demo-config.ts";

export interface DemoWish {
  readonly tenantId: TenantId;
  readonly demoId: string;
  readonly config: DemoConfig;
  readonly researchId: string | null;
  /** What the research leaves open. */
  readonly notes: readonly string[];
  readonly seed: string | undefined;
  readonly state: Demo["state"];
  readonly expiresAt: Date;
  readonly password: string | null;
  readonly caps: { readonly perVisitor: number; readonly perDay: number } | null;
  readonly by: string;
  readonly at: Date;
}

/**
 * Opens a demo and lets its first part be made. A repeat with the same id finds the demo, and gives it a new link, because
 * the first one is known to nobody.
 */
export async function openDemo(
  ports: { readonly documents: Documents; readonly bus: Pick<Bus, "publish">; readonly links: SecretLinks },
  wish: DemoWish,
): Promise<{ readonly demo: Demo; readonly token: string }> {
  const { documents, bus, links } = ports;
  const { tenantId, demoId, at } = wish;
  const token = newLinkToken();
  const made = newDemo(wish, linkIdOf(token));
  const demo = await createOnce(documents, tenantId, made);
  if (demo.linkId === made.linkId) await makeLink(links, wish, token);
  const event = {
    id: deriveId(demoId, "build"),
    tenantId,
    key: demoId,
    at,
    data: { demoId, stage: "generate" as const },
  };
  await bus.publish([envelopeOf(demoBuildDue, event)]);
  if (demo.linkId === made.linkId) return { demo, token };
  return renewLink({ documents, links }, { tenantId, demoId, by: wish.by });
}

/** Withdraws the link and makes another one with the same settings. */
export async function renewLink(
  { documents, links }: { readonly documents: Documents; readonly links: SecretLinks },
  { tenantId, demoId, by }: { readonly tenantId: TenantId; readonly demoId: string; readonly by: string },
): Promise<{ readonly demo: Demo; readonly token: string }> {
  const stored = await documents.get(tenantId, demos.collection, demoId);
  if (!stored) throw new Error(`There is no demo ${demoId}.`);
  const { state: demo } = stored.data;
  const before = await links.show(tenantId, demo.linkId);
  const expiresAt = before?.expiresAt ? new Date(before.expiresAt) : null;
  const { link, token } = await links.create({
    tenantId,
    purpose: "demo",
    target: demoId,
    createdBy: by,
    expiresAt,
    caps: before?.caps ?? null,
    passwordOf: demo.linkId,
  });
  const next = { ...demo, linkId: link.id };
  await documents.commit(tenantId, [
    put(demos.collection, demoId, { ...stored.data, state: next }, { ifVersion: stored.version }),
  ]);
  await documents.commit(demo.sandbox, [sandboxWrite(tenantId, next)]);
  await links.remove(tenantId, demo.linkId);
  return { demo: next, token };
}

async function createOnce(documents: Documents, tenantId: TenantId, demo: Demo): Promise<Demo> {
  try {
    await documents.commit(tenantId, [put(demos.collection, demo.id, newOwned(demo), { ifVersion: absent })]);
  } catch (error) {
    if (!(error instanceof VersionConflict)) throw error;
    const stored = await documents.get(tenantId, demos.collection, demo.id);
    if (stored) return stored.data.state;
    throw error;
  }
  await documents.commit(demo.sandbox, [sandboxWrite(tenantId, demo)]);
  return demo;
}

function sandboxWrite(owner: TenantId, { id: demoId, linkId }: Demo) {
  return put(demoSandboxes, sandboxDocument, { owner, demoId, linkId });
}

function makeLink(links: SecretLinks, wish: DemoWish, token: string) {
  const { tenantId, demoId: target, expiresAt, password, caps, by: createdBy } = wish;
  return links.create({ tenantId, purpose: "demo", target, createdBy, expiresAt, password, caps, token });
}

function newDemo(wish: DemoWish, linkId: string): Demo {
  const { tenantId, demoId, config, researchId, notes, seed, state, by, at } = wish;
  return {
    id: demoId,
    name: config.business_name ?? titleOf(config.client_id ?? tenantId),
    status: "building",
    state,
    config,
    researchId,
    seed: seed ?? demoId,
    today: DateTime.fromJSDate(at, { zone: config.timezone ?? "Asia/Kolkata" }).toISODate() ?? "",
    sandbox: sandboxTenantOf(randomBytes(16).toString("hex")),
    linkId,
    progress: { done: 1, total: 4, now: "Inventing a month of data" },
    problem: null,
    notes: [...notes],
    palette: null,
    hasLogo: false,
    month: null,
    createdBy: by,
    createdAt: at.toISOString(),
    updatedAt: at.toISOString(),
    readyAt: null,
  };
}
