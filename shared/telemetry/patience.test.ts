import { createPatience } from "./patience.ts";

const never = new Promise<void>(() => undefined);
const failed = () => Promise.reject(new Error("no collector"));
let now = 0;
const patience = (waitMs: number) => createPatience({ waitMs, pauseMs: 30_000 }, () => now);

/** Whether it waits: a wait for this work would not end. */
async function waitsFor(wait: (work: Promise<void>) => Promise<void>): Promise<boolean> {
  const waiting = wait(never).then(() => false);
  const longer = new Promise<true>((resolve) => setImmediate(() => resolve(true)));
  return Promise.race([waiting, longer]);
}

it("waits for work that ends", async () => {
  let ended = false;
  const work = Promise.resolve().then(() => {
    ended = true;
  });
  await patience(60_000)(work);
  expect(ended).toBe(true);
});

it.each([
  ["hung", () => never],
  ["failed", failed],
])("does not wait for half a minute after work %s, then waits again", async (_, trouble) => {
  now = 0;
  const wait = patience(5);
  await wait(trouble());
  expect(await waitsFor(wait)).toBe(false);
  now = 30_000;
  expect(await waitsFor(wait)).toBe(true);
});
