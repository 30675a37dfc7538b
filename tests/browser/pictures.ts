import type { Page } from "playwright-core";

/** Pictures of a page in both themes and two widths, to be looked at, where `CONSOLE_PICTURES` names a folder. */
export async function takePictures(page: Page, name: string): Promise<void> {
  const folder = process.env.CONSOLE_PICTURES;
  if (!folder?.startsWith("/")) return;
  const before = page.viewportSize();
  for (const width of [1_440, 390])
    for (const colorScheme of ["dark", "light"] as const) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: `${folder}/${name}-${width}-${colorScheme}.png`, fullPage: true });
    }
  if (before) await page.setViewportSize(before);
}
