import { randomUUID } from "node:crypto";
import { conversationIdOf } from "../../../shared/channels/addresses/recipient.ts";
import { turnEfforts } from "../../../shared/contracts/conversation/turn-efforts.ts";
import { demoViewed } from "../../../shared/events/index.ts";
import { Problem } from "../../../shared/http/problem.ts";
import type { Blobs } from "../../../shared/platform/blobs.ts";
import type { Bus } from "../../../shared/platform/bus.ts";
import type { Documents } from "../../../shared/platform/documents.ts";
import type { TenantId } from "../../../shared/platform/tenant.ts";
import { envelopeOf } from "../../../shared/runtime/envelope.ts";
import type { LinkView, SecretLinks } from "../../../shared/security/links/secret-link.ts";
import type { Visitor } from "../../../shared/security/tokens/visitor-tokens.ts";
import { type Demo, demoSandboxes, demos, logoBlob, sandboxDocument } from "./demo.ts";

export type DemoVisits = ReturnType<typeof demoVisits>;

/** The doors of demos: their pages by link, and the chat of their sandbox tenants. */
export function demoVisits(ports: {
  readonly documents: Documents;
  readonly blobs: Blobs;
  readonly bus: Pick<Bus, "publish">;
  readonly links: SecretLinks;
  readonly now: () => Date;
}) {
  const { documents, blobs, bus, links, now } = ports;

  async function demoOf({ tenantId, target }: LinkView): Promise<Demo> {
    const demo = (await documents.get(tenantId, demos.collection, target))?.data.state;
    if (!demo || demo.status === "removing" || demo.status === "removed")
      throw new Problem(410, "demo-removed", "This demo was removed. Ask the sender for a new one.");
    if (demo.state !== "live")
      throw new Problem(403, "demo-paused", "This demo is paused. Ask the sender to open it again.");
    if (demo.status === "failed")
      throw new Problem(410, "demo-failed", "This demo could not be made. Ask the sender for a new one.");
    return demo;
  }

  async function sandboxOf(sandbox: TenantId) {
    const found = await documents.get(sandbox, demoSandboxes, sandboxDocument);
    const link = found && (await links.show(found.data.owner, found.data.linkId));
    if (!link || link.revokedAt !== null) throw new Problem(410, "demo-removed", "This demo was removed.");
    if (link.expiresAt !== null && Date.parse(link.expiresAt) <= now().getTime())
      throw new Problem(410, "link-expired", "This demo has expired. Ask the sender for a new one.");
    await demoOf(link);
    return link;
  }

  return {
    /** @throws Problem of the link; 410 `demo-removed` or `demo-failed`; 403 `demo-paused` */
    async open(token: string, ticket: string | undefined): Promise<{ readonly demo: Demo; readonly link: LinkView }> {
      const link = await links.open(token, { purpose: "demo", ticket });
      return { demo: await demoOf(link), link };
    },

    async unlock(token: string, password: string, visitor: string): Promise<string> {
      return (await links.unlock(token, { purpose: "demo", password, visitor })).ticket;
    },

    /** Counts a view of the page against the caps, and tells its owner. @throws Problem 429 */
    async view({ demo, link }: { readonly demo: Demo; readonly link: LinkView }, visitor: string): Promise<void> {
      await links.count(link, visitor);
      const { tenantId } = link;
      const data = { demoId: demo.id, visitor: (await documents.ids(tenantId)).of("demo-visitor", demo.id, visitor) };
      await bus.publish([envelopeOf(demoViewed, { id: randomUUID(), tenantId, key: demo.id, at: now(), data })]);
    },

    async logo({ demo, link }: { readonly demo: Demo; readonly link: LinkView }): Promise<Uint8Array | undefined> {
      return demo.hasLogo ? (await blobs.get(link.tenantId, logoBlob(demo.id)))?.body : undefined;
    },

    /** What the agent did in a visitor's own conversation, newest turn first. */
    async agentTurns({ tenantId, sessionId }: Visitor) {
      const id = conversationIdOf(await documents.ids(tenantId), "web_chat", sessionId);
      const { items } = await documents.query(tenantId, turnEfforts, {
        where: [["state.conversationId", "==", id]],
        orderBy: { field: "state.index", direction: "desc" },
        limit: 10,
      });
      return items.map(({ data: { state } }) => ({
        at: state.at,
        ms: Math.round(state.durationMs),
        tools: state.toolCalls.map(({ name, status, durationMs }) => ({ name, status, ms: Math.round(durationMs) })),
        sources: (state.reply?.citations ?? []).map(({ title }) => title),
        tokens: state.usage.inputTokens + state.usage.outputTokens,
      }));
    },

    /** Whether the chat of a sandbox tenant may be used. @throws Problem 403 or 410 */
    async admit(sandbox: TenantId): Promise<void> {
      await sandboxOf(sandbox);
    },

    /** Counts a message or a call against the caps. @throws Problem 429 */
    async countMessage(sandbox: TenantId, visitor: string): Promise<void> {
      await links.count(await sandboxOf(sandbox), visitor);
    },
  };
}
