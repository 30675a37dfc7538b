import { chancesToBeBest } from "./best-arm.ts";

test("arms that are known equally well and alike share the chance", () => {
  for (const chance of chancesToBeBest([0.3, 0.3, 0.3].map((mean) => ({ mean, standardError: 0.02 }))))
    expect(chance).toBeCloseTo(1 / 3, 6);
});

test("two arms have the chance that their difference is positive", () => {
  const [one, other] = chancesToBeBest([
    { mean: 0.3, standardError: 0.03 },
    { mean: 0.35, standardError: 0.04 },
  ]);
  // Φ(0.05 / 0.05) = Φ(1)
  expect(other).toBeCloseTo(0.8413447, 5);
  expect(one).toBeCloseTo(0.1586553, 5);
});
