import { sidecar } from "./sidecar.ts";

/** Answers each request as its text says: in two parts with bytes, with a problem, or not at all. */
const program = `
  const lines = require("node:readline").createInterface({ input: process.stdin });
  const answer = (message) => process.stdout.write(JSON.stringify(message) + "\\n");
  answer({ ready: true, sampleRate: 16000 });
  lines.on("line", (line) => {
    const { id, text } = JSON.parse(line);
    if (text === "crash") { console.error("out of memory"); process.exit(3); }
    if (text === "fail") return answer({ id, problem: "cannot say that" });
    for (const part of ["ab", "c"]) { answer({ id, bytes: part.length, more: true }); process.stdout.write(part); }
    answer({ id, more: false });
  });`;

async function askAll(own: ReturnType<typeof sidecar>, text: string): Promise<string> {
  let got = "";
  for await (const { payload } of own.ask({ text })) got += Buffer.from(payload).toString();
  return got;
}

it("gives each asker the parts of its own answer", async () => {
  const own = sidecar(process.execPath, ["-e", program]);
  expect(await own.ready()).toMatchObject({ sampleRate: 16_000 });
  expect(await Promise.all([askAll(own, "one"), askAll(own, "two")])).toEqual(["abc", "abc"]);
  await own.close();
});

it("tells of a problem and goes on", async () => {
  const own = sidecar(process.execPath, ["-e", program]);
  await expect(askAll(own, "fail")).rejects.toThrow("cannot say that");
  expect(await askAll(own, "one")).toBe("abc");
  await own.close();
});

it("tells what a crashed program said last, and starts it again", async () => {
  const own = sidecar(process.execPath, ["-e", program]);
  await expect(askAll(own, "crash")).rejects.toThrow(/ended \(3\).*out of memory/);
  expect(await askAll(own, "one")).toBe("abc");
  await own.close();
});

it("tells of a program that is not there", async () => {
  await expect(askAll(sidecar("/nowhere/python", ["x.py"]), "one")).rejects.toThrow(/ENOENT/);
});
