import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { minimalConfig } from "../../../shared/config/minimal-config.fixture.ts";
import {
  type CallReport,
  type CallRequested,
  callEndRequested,
  callReported,
  callRequested,
} from "../../../shared/events/calls.ts";
import type { Envelope } from "../../../shared/platform/bus.ts";
import { openEmbedded } from "../../../shared/platform/embedded/platform.ts";
import { TenantId } from "../../../shared/platform/tenant.ts";
import { withTestIds } from "../../../shared/platform/tenant-ids.fixture.ts";
import { runnerWith } from "../../../shared/runtime/runner-fixture.ts";
import { type AnyStep, newEvent } from "../../../shared/runtime/step.ts";
import { type CallRecord, calls } from "./call.ts";
import type { CallDependencies } from "./dependencies.ts";
import { dialStep } from "./dial/dial.ts";
import { requestCallStep } from "./dial/request.ts";
import type { DialResult } from "./livekit/dial-outcome.ts";
import type { CallRooms, RoomPresence } from "./livekit/rooms.ts";
import { endCallStep } from "./record/end.ts";
import { forgetRecordingStep } from "./record/forget-recording.ts";
import { missedCallStep } from "./record/missed.ts";
import { recordCallStep } from "./record/record.ts";
import { watchCallStep } from "./watch/watch.ts";

/** The engine's steps on a platform of their own, with a clock that the test moves, and a LiveKit in memory. */

export const tenantId = TenantId.parse("client_1");
/** A Sunday, 11:30 in India. */
export const start = new Date("2026-11-29T06:00:00.000Z");
export const customer = "+919812345678";
export const ownNumber = "+912212345678";

/** A LiveKit server in memory. */
export interface MemoryRooms extends CallRooms {
  readonly present: Map<string, RoomPresence>;
  readonly dispatched: string[];
  readonly dialled: string[];
  readonly closed: string[];
  /** What becomes of the next attempts, in order; answered when empty. */
  readonly answers: DialResult[];
  trunk: string | undefined;
  /** Thrown once by the next dispatch, after it was made. */
  crash: Error | undefined;
}

function memoryRooms(): MemoryRooms {
  const metadataIds = new Map<string, string>();
  const rooms: MemoryRooms = {
    present: new Map(),
    dispatched: [],
    dialled: [],
    closed: [],
    answers: [],
    trunk: "ST_1",
    crash: undefined,
    presence: async (room) => rooms.present.get(room),
    async dispatch(room, metadata) {
      rooms.dispatched.push(room);
      const claims = JSON.parse(Buffer.from(metadata.split(".")[1] ?? "", "base64url").toString());
      metadataIds.set(claims.jti, `AD_${rooms.dispatched.length}`);
      const { crash } = rooms;
      rooms.crash = undefined;
      if (crash) throw crash;
      return `AD_${rooms.dispatched.length}`;
    },
    findDispatch: async (_room, id) => metadataIds.get(id),
    outboundTrunk: async () => rooms.trunk,
    async dial({ room, to }) {
      rooms.dialled.push(to);
      const answer = rooms.answers.shift() ?? { answered: true };
      if (answer.answered) rooms.present.set(room, { agents: 1, callers: 1, startingAgents: 0 });
      return answer;
    },
    async close(room) {
      rooms.closed.push(room);
      rooms.present.delete(room);
    },
  };
  return rooms;
}

const voice = `  timezone: Asia/Kolkata
  channels:
    input: [{ type: voice, config: { phone_numbers: ["${ownNumber}"] } }, { type: web_voice }]
`;

export function openStage(more = "") {
  const dataDir = mkdtempSync(join(tmpdir(), "calls-"));
  let now = start;
  const platform = withTestIds(openEmbedded({ dataDir, secrets: () => "s".repeat(40), now: () => now }));
  const published: Envelope[] = [];
  const tasks: { readonly name: string; readonly at: Date; readonly envelope: Envelope }[] = [];
  const names = new Set<string>();
  const rooms = memoryRooms();
  const bus = { ...platform.bus, publish: async (sent: readonly Envelope[]) => void published.push(...sent) };
  const scheduler: typeof platform.scheduler = {
    ...platform.scheduler,
    async schedule(task) {
      if (names.has(task.name)) return "exists";
      names.add(task.name);
      tasks.push(task);
      return "scheduled";
    },
  };
  const runner = runnerWith({ ...platform, bus, scheduler }, {}, () => now);
  const config = minimalConfig(voice + more);
  const dependencies: CallDependencies = {
    platform,
    activeConfig: async (_tenant, name) => ({ name: name ?? "main", version: 1 }),
    config: async () => config,
    transport: "livekit-self-hosted",
    rooms: async () => ({ configured: true, rooms }),
  };
  const steps = new Map<string, AnyStep>(
    [
      recordCallStep(dependencies),
      watchCallStep(dependencies),
      requestCallStep(dependencies),
      dialStep(dependencies),
      endCallStep(dependencies),
      forgetRecordingStep(dependencies),
      missedCallStep(dependencies),
    ].map((step) => [step.on.type, step as unknown as AnyStep]),
  );
  let events = 0;
  let last: Envelope | undefined;

  async function run(envelope: Envelope): Promise<void> {
    const step = steps.get(envelope.type);
    if (!step) throw new Error(`No step handles ${envelope.type}.`);
    if (step.filter?.(envelope) ?? true) await runner.run(step, envelope);
  }

  function envelope(type: string, key: string, data: unknown, id = `event-${++events}`): Envelope {
    const base = { id, tenantId, causationId: null, occurredAt: now.toISOString() };
    return { ...base, ...newEvent({ type } as never, key, data) };
  }

  return {
    platform,
    published,
    tasks,
    rooms,
    config,
    run,
    now: () => now,
    at: (seconds: number) => new Date(start.getTime() + seconds * 1_000).toISOString(),
    /** `at`: seconds since the start. `id`: the same one is the same event, delivered again. */
    report: (report: CallReport, how: { readonly at?: number; readonly room?: string; readonly id?: string } = {}) => {
      const at = new Date(start.getTime() + (how.at ?? 0) * 1_000).toISOString();
      const data = { callId: "c1", at, ...(how.room ? { room: how.room } : {}), report };
      return run(envelope(callReported.type, "c1", data, how.id));
    },
    request: (over: Partial<CallRequested> = {}) =>
      run(
        envelope(callRequested.type, "c1", {
          callId: "c1",
          reference: { kind: "requested", id: "r1" },
          customerAddress: customer,
          customerName: null,
          configName: null,
          briefing: "The report is ready.",
          notBefore: null,
          ...over,
        }),
      ),
    end: () => run(envelope(callEndRequested.type, "c1", { callId: "c1", by: "asha" })),
    /** Moves the clock and runs what is due, in order of time. */
    async advance(seconds: number): Promise<void> {
      const until = new Date(now.getTime() + seconds * 1_000);
      for (;;) {
        tasks.sort((one, other) => one.at.getTime() - other.at.getTime());
        const next = tasks[0];
        if (!next || next.at > until) break;
        tasks.shift();
        now = new Date(Math.max(next.at.getTime(), now.getTime()));
        last = next.envelope;
        await run(last);
      }
      now = until;
    },
    /** Delivers the last due event again, as the bus does after a failure. */
    retry: async () => {
      if (last) await run(last);
    },
    async call(): Promise<CallRecord> {
      const stored = await platform.documents.get(tenantId, calls.collection, "c1");
      if (!stored) throw new Error("There is no call c1.");
      return stored.data.state;
    },
    ends: () => published.filter(({ type }) => type === "call-ended").map(({ data }) => data),
    async close(): Promise<void> {
      await platform.close(1_000);
      rmSync(dataDir, { recursive: true });
    },
  };
}

export type Stage = ReturnType<typeof openStage>;

export const opened: CallReport = {
  type: "opened",
  direction: "inbound",
  room: "room-1",
  customerAddress: customer,
  accountAddress: ownNumber,
  configName: null,
};
export const started: CallReport = {
  type: "session-started",
  identity: "agent-1",
  conversationId: "cnv1",
  configName: "main",
  configVersion: 3,
  mode: "pipeline",
};
export const sessionEnded: CallReport = {
  type: "session-ended",
  reason: "caller-left",
  usage: [{ component: "stt", provider: "deepgram", model: "nova-3", unit: "seconds", quantity: 60 }],
};
