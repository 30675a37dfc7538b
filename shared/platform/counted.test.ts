import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { envelope, newTenant, recorder, until } from "../../tests/contracts/open-platform.ts";
import { countedPlatform } from "./counted.ts";
import { type Collection, put, remove } from "./documents.ts";
import { openEmbedded } from "./embedded/platform.ts";

const notes: Collection<{ text: string }> = {
  name: "notes",
  schema: z.object({ text: z.string() }),
  indexes: [["text"]],
  confidential: false,
  personal: "nothing",
};

test("counts reads, writes, commits, events and tasks as billed since the last reset", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "counted-"));
  const { platform, counts, reset } = countedPlatform(openEmbedded({ dataDir }));
  const tenant = newTenant();
  try {
    await platform.documents.get(tenant, notes, "missing");
    reset();
    const { documents, bus, scheduler } = platform;
    await documents.commit(tenant, [put(notes, "a", { text: "1" }), put(notes, "b", { text: "1" })]);
    await documents.commit(tenant, [remove(notes, "b")]);
    await documents.get(tenant, notes, "missing");
    await documents.query(tenant, notes, { where: [["text", "==", "1"]], limit: 5 });
    await documents.query(tenant, notes, { where: [["text", "==", "none"]], limit: 5 });
    const subscription = recorder("topic");
    bus.subscribe(subscription);
    await bus.start();
    await bus.publish([envelope({ tenantId: tenant, type: "topic" }), envelope({ tenantId: tenant, type: "topic" })]);
    await scheduler.schedule({
      name: "t",
      at: new Date(Date.now() + 60_000),
      envelope: envelope({ tenantId: tenant, type: "topic" }),
    });
    await until("both were delivered", () => subscription.seen.length === 2);
    expect(counts()).toEqual({
      gets: 1,
      queries: 2,
      reads: 3,
      writes: 2,
      deletes: 1,
      commits: 2,
      publishes: 2,
      deliveries: 2,
      schedules: 1,
      cancels: 0,
      blobWrites: 0,
      blobReads: 0,
    });
  } finally {
    await platform.close(1_000);
    rmSync(dataDir, { recursive: true });
  }
});
