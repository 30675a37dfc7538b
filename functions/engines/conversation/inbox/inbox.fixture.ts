import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ChannelMessage, channelMessageKind } from "../../../../shared/channels/sending/channel-message.ts";
import { minimalConfig } from "../../../../shared/config/minimal-config.fixture.ts";
import type { Problem } from "../../../../shared/http/problem.ts";
import type { ApiRequest, Route } from "../../../../shared/http/route.ts";
import { put } from "../../../../shared/platform/documents.ts";
import { openEmbedded } from "../../../../shared/platform/embedded/platform.ts";
import type { Platform } from "../../../../shared/platform/platform.ts";
import { TenantId } from "../../../../shared/platform/tenant.ts";
import { withTestIds } from "../../../../shared/platform/tenant-ids.fixture.ts";
import type { Sender } from "../../../../shared/runtime/outbox.ts";
import { newOwned } from "../../../../shared/runtime/owned-document.ts";
import { runnerWith } from "../../../../shared/runtime/runner-fixture.ts";
import type { Role } from "../../../../shared/security/tokens/identity.ts";
import { conversations, type StoredConversation } from "../conversations.ts";
import { operateStep } from "../handoff/actions/operate.ts";
import type { ActDependencies } from "../handoff/actions/request-action.ts";
import { aConversation } from "../testing/fixtures.ts";

export const shop = TenantId.parse("shop");

export interface Asking {
  readonly params?: object;
  readonly query?: object;
  readonly body?: object;
  readonly file?: ApiRequest<unknown, unknown, unknown>["file"];
  readonly by?: string;
  readonly tenantId?: TenantId;
  readonly key?: string;
  readonly roles?: readonly Role[];
}

type Opened = ActDependencies & { readonly platform: Platform };

/** Routes of operators on an embedded platform, at a time that the test sets. Events are kept and not delivered. */
export async function openInbox(routesOf: (dependencies: Opened) => readonly Route[]) {
  const dataDir = mkdtempSync(join(tmpdir(), "inbox-"));
  let at = new Date("2026-11-30T08:00:00.000Z");
  const platform = withTestIds(openEmbedded({ dataDir, now: () => at }));
  const { documents } = platform;
  const scheduled: { name: string; at: string; data: unknown }[] = [];
  const silent = {
    ...platform,
    bus: { ...platform.bus, publish: async () => undefined },
    scheduler: {
      ...platform.scheduler,
      async schedule(task: { name: string; at: Date; envelope: { data: unknown } }) {
        scheduled.push({ name: task.name, at: task.at.toISOString(), data: task.envelope.data });
        return "scheduled";
      },
      cancel: async () => true,
    },
  } as unknown as Platform;
  const sent: unknown[] = [];
  let headers: Readonly<Record<string, string>> = {};
  const sender: Sender = async ({ payload }) => {
    sent.push(payload);
    const { messageId } = ChannelMessage.parse(payload);
    return { messageId, status: "sent", providerMessageId: "p1", errorCode: null };
  };
  const runner = runnerWith(silent, { [channelMessageKind]: sender }, () => at);
  const operate = operateStep({ config: async () => minimalConfig() });
  const routes = routesOf({ platform: silent, documents, runner, operate, now: () => at });

  async function call<Reply = Record<string, unknown>>(operationId: string, asking: Asking = {}): Promise<Reply> {
    const route = routes.find((each) => each.operationId === operationId);
    if (!route) throw new Error(`There is no operation ${operationId}.`);
    const { by: subject = "asha", tenantId = shop, roles = ["operator"] } = asking;
    const parse = (schema: { parse(value: unknown): unknown } | undefined, value: unknown) =>
      schema?.parse(value ?? {}) ?? {};
    const reply = await route.handle({
      params: parse(route.params, asking.params),
      query: parse(route.query, asking.query),
      body: parse(route.body, asking.body),
      identity: { subject, tenantId, roles, rateKey: subject },
      requestId: "request",
      idempotencyKey: asking.key,
      lastEventId: undefined,
      file: asking.file,
      wantsEvents: false,
      signal: new AbortController().signal,
    });
    if (!("body" in reply)) throw new Error("The route streams.");
    headers = reply.headers ?? {};
    return reply.body as Reply;
  }

  return {
    platform,
    runner,
    call,
    scheduled,
    sent,
    /** Of the last answer. */
    headers: () => headers,
    now: () => at,
    setTime: (iso: string) => {
      at = new Date(iso);
    },
    refusal: (operationId: string, asking?: Asking) =>
      call(operationId, asking).then(
        () => undefined,
        (problem: Problem) => ({ status: problem.status, code: problem.code, ...problem.members }),
      ),
    store: (states: readonly Partial<StoredConversation>[], tenantId = shop) =>
      documents.commit(
        tenantId,
        states.map((state) => {
          const conversation = aConversation(state);
          return put(conversations.collection, conversation.id, newOwned(conversation));
        }),
      ),
    stored: async (id: string) => (await documents.get(shop, conversations.collection, id))?.data.state,
    async close() {
      await platform.close(1_000);
      rmSync(dataDir, { recursive: true });
    },
  };
}
