import { newBrowserHalf, personalKey, seal, unseal } from "./sealing.ts";

test("a text is read again with the same halves, and nothing of it stands in what is kept", async () => {
  const half = await newBrowserHalf();
  const sealed = await seal(await personalKey(half, "asha"), "draft:c1", "Your report is ready.");
  expect(Buffer.from(sealed.bytes).toString("latin1")).not.toContain("report");
  expect(await unseal(await personalKey(half, "asha"), "draft:c1", sealed)).toBe("Your report is ready.");
});

test("another person at the same machine, another browser, and another name read nothing", async () => {
  const half = await newBrowserHalf();
  const key = await personalKey(half, "asha");
  const sealed = await seal(key, "draft:c1", "Your report is ready.");
  expect(await unseal(await personalKey(half, "bela"), "draft:c1", sealed)).toBeUndefined();
  expect(await unseal(await personalKey(await newBrowserHalf(), "asha"), "draft:c1", sealed)).toBeUndefined();
  expect(await unseal(key, "draft:c2", sealed)).toBeUndefined();
});

test("no half and no key can be read out", async () => {
  const half = await newBrowserHalf();
  const key = await personalKey(half, "asha");
  expect([half.extractable, key.extractable]).toEqual([false, false]);
  await expect(crypto.subtle.exportKey("raw", key)).rejects.toThrow();
});
