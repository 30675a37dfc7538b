import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { envelope, newTenant, recorder, until } from "../../../tests/contracts/open-platform.ts";
import { DiskFull } from "../disk-full.ts";
import { type Collection, put } from "../documents.ts";
import { sealedPlatform } from "../sealing/sealed.ts";
import { openDatabase } from "./database/database.ts";
import { openEmbedded } from "./platform.ts";

const notes: Collection<{ text: string }> = {
  name: "notes",
  schema: z.object({ text: z.string() }),
  indexes: [],
  confidential: true,
  personal: "nothing",
};
const tenant = newTenant();
let folder: string;
const dataDir = () => join(folder, "data");

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "refusals-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A data folder in which something was sealed. */
async function used(dir: string): Promise<void> {
  const platform = sealedPlatform(openEmbedded({ dataDir: dir }));
  await platform.documents.commit(tenant, [put(notes, "one", { text: "sealed" })]);
  await platform.close(100);
}

describe("a keyring", () => {
  it("that is missing beside sealed data stops the start, with its file and the remedy, and none is made", async () => {
    await used(dataDir());
    rmSync(join(dataDir(), "keyring.json"));
    for (let times = 0; times < 2; times += 1)
      expect(() => openEmbedded({ dataDir: dataDir() })).toThrow(
        /data\/keyring\.json is missing.*Restore .*--data-dir/,
      );
  });

  it("of another folder stops the start, and the right one opens the data again", async () => {
    await used(dataDir());
    await used(join(folder, "other"));
    const file = join(dataDir(), "keyring.json");
    cpSync(file, join(folder, "kept.json"));
    cpSync(join(folder, "other", "keyring.json"), file);
    expect(() => openEmbedded({ dataDir: dataDir() })).toThrow(/keyring\.json is another keyring.*Restore/);
    cpSync(join(folder, "kept.json"), file);
    const platform = sealedPlatform(openEmbedded({ dataDir: dataDir() }));
    expect((await platform.documents.get(tenant, notes, "one"))?.data).toEqual({ text: "sealed" });
    await platform.close(100);
  });
});

describe("a data folder", () => {
  it("that is a file, or whose database is none, is named with what to do", async () => {
    writeFileSync(dataDir(), "a file");
    expect(() => openEmbedded({ dataDir: dataDir() })).toThrow(/data\/platform\.sqlite cannot be opened: .*--data-dir/);
    await used(join(folder, "other"));
    writeFileSync(join(folder, "other", "platform.sqlite"), "no database at all".repeat(100));
    expect(() => openEmbedded({ dataDir: join(folder, "other") })).toThrow(
      /platform\.sqlite cannot be opened: .*backup/,
    );
  });
});

describe("a full disk", () => {
  it("fails what is written and its check, reads go on, and so do writes once there is room", async () => {
    const database = openDatabase(dataDir());
    database.execute("CREATE TABLE things (text TEXT)");
    const insert = () => database.statement("INSERT INTO things VALUES (?)").run("x".repeat(200_000));
    await database.write(insert);
    database.execute("PRAGMA max_page_count = 1"); // means: no more than there are
    await expect(database.write(insert)).rejects.toBeInstanceOf(DiskFull);
    await expect(database.write(() => database.checkWritable())).rejects.toMatchObject({ code: "disk-full" });
    expect(database.statement("SELECT count(*) AS n FROM things").get()).toEqual({ n: 1 });
    database.execute("PRAGMA max_page_count = 100000");
    await database.write(() => database.checkWritable());
    await database.write(insert);
    expect(database.statement("SELECT count(*) AS n FROM things").get()).toEqual({ n: 2 });
    database.close();
  });
});

describe("a clock that goes back", () => {
  it("lengthens no short wait, and leaves a time of another day where it is", async () => {
    let at = Date.parse("2026-11-28T10:00:00Z");
    const platform = openEmbedded({ dataDir: dataDir(), now: () => new Date(at) });
    platform.bus.subscribe(recorder("topic"));
    await platform.bus.start();
    await platform.scheduler.start();
    const inSeconds = (name: string, seconds: number) =>
      platform.scheduler.schedule({
        name,
        at: new Date(at + seconds * 1_000),
        envelope: envelope({ tenantId: tenant, type: "topic", id: name }),
      });
    await inSeconds("burst", 2);
    await inSeconds("tomorrow", 86_400);
    at -= 3_600_000;
    platform.clockMoved();
    at += 3_000;
    await until("the wait ends", async () => {
      platform.clockMoved();
      return (await platform.agenda()).scheduled.length === 1;
    });
    expect((await platform.agenda()).scheduled.map((each) => each.at.toISOString())).toEqual([
      "2026-11-29T10:00:00.000Z",
    ]);
    await platform.close(100);
  });
});
