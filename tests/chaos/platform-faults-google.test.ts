import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Firestore } from "@google-cloud/firestore";
import * as sdk from "@google-cloud/firestore";
import { z } from "zod";
import { findEmulators } from "../../emulators/google/find.ts";
import { anyPorts, startGoogleStack } from "../../emulators/google/start.ts";
import { absent, type Collection, put, VersionConflict, type Write } from "../../shared/platform/documents.ts";
import { firestoreDocuments } from "../../shared/platform/gcp/documents/documents.ts";
import { lazy } from "../../shared/platform/gcp/lazy.ts";
import { openGcp } from "../../shared/platform/gcp/platform.ts";
import { countStep, event, runnerWith, tenantId } from "../../shared/runtime/runner-fixture.ts";
import type { AnyStep } from "../../shared/runtime/step.ts";
import { expectNothingLost } from "./fault-test.ts";
import { inOrder } from "./faulty-platform.ts";

const notes: Collection<{ text: string }> = {
  name: "notes",
  schema: z.object({ text: z.string() }),
  indexes: [],
  confidential: false,
  personal: "nothing",
};
const conditional = [put(notes, "a", { text: "x" }, { ifVersion: "1.000000001" })];
const unconditional = [put(notes, "a", { text: "x" })];

/** Firestore's client after a commit failed permanently with a status of google.rpc.Code. */
function failingWith(code: number) {
  const offline = new sdk.Firestore({ projectId: "demo-faults" });
  const firestore = Object.assign(Object.create(offline) as Firestore, {
    batch() {
      const commit = () => Promise.reject(Object.assign(new Error("refused"), { code }));
      return Object.assign(offline.batch(), { commit });
    },
  });
  return firestoreDocuments({ client: lazy(async () => ({ firestore, sdk })), now: Date.now });
}

/** A commit's outcome, and the runner's answer to the bus. */
async function outcomeOf(code: number, writes: readonly Write[]) {
  const documents = failingWith(code);
  const error = await documents.commit(tenantId, writes).catch((thrown: unknown) => thrown);
  const platform = { documents: { get: async () => undefined, commit: () => Promise.reject(error) } };
  const outcome = await runnerWith(platform as never).handle(countStep() as unknown as AnyStep, {
    envelope: event("1"),
    attempt: 1,
  });
  return { conflict: error instanceof VersionConflict, outcome: outcome.type };
}

describe("the runner's reaction to Firestore's commit errors", () => {
  test.each([
    ["NOT_FOUND", 5],
    ["ALREADY_EXISTS", 6],
    ["FAILED_PRECONDITION", 9],
    ["ABORTED", 10],
  ])("%s of documents that were read is a conflict: retried at once, then later", async (_name, code) => {
    expect(await outcomeOf(code, conditional)).toEqual({ conflict: true, outcome: "retry" });
    expect(await outcomeOf(code, unconditional)).toEqual({ conflict: false, outcome: "retry" });
  });

  test.each([
    ["CANCELLED", 1],
    ["UNKNOWN", 2],
    ["DEADLINE_EXCEEDED", 4],
    ["PERMISSION_DENIED", 7],
    ["RESOURCE_EXHAUSTED", 8],
    ["INTERNAL", 13],
    ["UNAVAILABLE", 14],
    ["UNAUTHENTICATED", 16],
  ])("%s is no conflict: the event is retried", async (_name, code) => {
    expect(await outcomeOf(code, conditional)).toEqual({ conflict: false, outcome: "retry" });
  });
});

const emulators = findEmulators(process.env.GOOGLE_EMULATORS_DIR);

if (emulators.found)
  test("on Google's emulators: contention, lost answers and a full queue lose and duplicate nothing", async () => {
    const dataDir = mkdtempSync(join(tmpdir(), "gcp-faults-"));
    const stack = await startGoogleStack(emulators, anyPorts);
    try {
      const platform = await openGcp({
        projectId: "demo-faults",
        location: "asia-south1",
        bucket: "faults",
        queue: "faults",
        emulators: { ...stack, dataDir },
      });
      try {
        const { documents } = platform;
        const racing = await Promise.allSettled(
          ["1", "2", "3"].map((text) =>
            documents.commit(tenantId, [put(notes, "raced", { text }, { ifVersion: absent })]),
          ),
        );
        const lost = racing.flatMap((each) => (each.status === "rejected" ? [each.reason] : []));
        expect(lost).toEqual([expect.any(VersionConflict), expect.any(VersionConflict)]);

        const plan = inOrder([
          { call: "commit", skip: 0, status: "aborted", when: "before" },
          { call: "commit", skip: 1, status: "deadlineExceeded", when: "after" },
          { call: "commit", skip: 1, status: "unavailable", when: "repeated" },
          { call: "publish", skip: 0, status: "unavailable", when: "midway" },
          { call: "schedule", skip: 0, status: "resourceExhausted", when: "before" },
          { call: "schedule", skip: 0, status: "deadlineExceeded", when: "after" },
        ]);
        await expectNothingLost(platform, { plan, count: 2, ingress: "bus" });
      } finally {
        await platform.close(5_000);
      }
    } finally {
      await stack.close();
      rmSync(dataDir, { recursive: true });
    }
  });
else
  test(`skipped: ${emulators.notice}`, () => {
    expect(emulators.found).toBe(false);
  });
