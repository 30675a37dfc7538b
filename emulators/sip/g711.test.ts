import { decodeMuLaw, encodeMuLaw, silence } from "./g711.ts";

test("keeps samples within the codec's steps", () => {
  const samples = Int16Array.from([0, 1, -1, 100, -100, 1000, -1000, 8000, -8000, 32_000, -32_000]);
  const decoded = decodeMuLaw(encodeMuLaw(samples));
  for (const [index, sample] of samples.entries())
    expect(Math.abs((decoded[index] ?? Number.NaN) - sample)).toBeLessThanOrEqual(4 + Math.abs(sample) / 32);
});

test("writes silence and full scale as the standard's table does", () => {
  expect([...encodeMuLaw(Int16Array.from([0, 32_767, -32_768]))]).toEqual([silence, 0x80, 0x00]);
});

test("every code is the code of its own sample", () => {
  const codes = Uint8Array.from({ length: 256 }, (_, code) => code);
  const again = encodeMuLaw(decodeMuLaw(codes));
  // 0x7f and 0xff are both zero.
  expect([...again]).toEqual([...codes].map((code) => (code === 0x7f ? 0xff : code)));
});
