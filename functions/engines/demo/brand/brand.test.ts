import { wcagContrast } from "culori";
import { randomFrom } from "../generate/random.ts";
import { paletteOf } from "./palette.ts";
import { drawLogo } from "./read-logo.ts";

it("can be read for 200 random palettes", () => {
  const random = randomFrom("palettes");
  const color = () => `#${random.between(0, 0xffffff).toString(16).padStart(6, "0")}`;
  const unreadable = Array.from({ length: 200 }, () => ({ primary: color(), accent: color() })).filter((given) => {
    const { primary, onPrimary, accent, shape } = paletteOf(given);
    const contrast = (one: string, other = "#ffffff") => wcagContrast(one, other);
    return contrast(primary, onPrimary) < 4.5 || contrast(accent) < 4.5 || contrast(shape) < 3;
  });
  expect(unreadable).toEqual([]);
});

it("darkens yellow until it can be read, and keeps what can be read", () => {
  expect(wcagContrast(paletteOf({ primary: "#ffd400" }).primary, "#ffffff")).toBeGreaterThanOrEqual(4.5);
  expect(paletteOf({ primary: "#123456" }).primary).toBe("#123456");
});

it("draws a logo anew, without its markup", async () => {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="200" height="80"><script>alert(1)</script><rect width="200" height="80" fill="#aa2244"/></svg>`;
  const logo = await drawLogo(Buffer.from(svg));
  expect(
    Buffer.from(logo?.png ?? [])
      .subarray(1, 4)
      .toString(),
  ).toBe("PNG");
  expect(Buffer.from(logo?.png ?? []).includes("script")).toBe(false);
  expect(logo?.primary).toMatch(/^#[0-9a-f]{6}$/);
});

it("takes nothing that is no image", async () => {
  expect(await drawLogo(Buffer.from("<html><script>alert(1)</script>"))).toBeUndefined();
});
