import { AxeBuilder } from "@axe-core/playwright";
import { flow } from "../../flows/stage/flow.ts";
import { skipped } from "../../skipped.ts";
import { missingBrowser, openCallPage } from "../calls/call-page.ts";
import { untilStill } from "../console-pages.ts";

if (missingBrowser) skipped(`the widget's invitation in a browser: ${missingBrowser}`);
else {
  const world = flow();

  it.each(["en", "hi", "ur"])("stays in its corner, and is readable when opened, in %s", async (language) => {
    const visitor = await openCallPage(
      `${world.product.url}/widget/demo?client=client_123&lang=${language}&proactive=1`,
    );
    const { page } = visitor;
    await page.waitForFunction(() => window.widget?.querySelector(".invitation"));
    const places = await page.evaluate(() =>
      [".launcher", ".invitation"].map((part) => {
        const right = window.widget?.querySelector(part)?.getBoundingClientRect().right ?? 0;
        return document.documentElement.clientWidth - right;
      }),
    );
    expect(places).toEqual([20, 20]);
    await page.locator(".invitation .say").click();

    await visitor.write("What does a thyroid test cost?");
    await page.locator(".message.customer .bubble").waitFor();
    for (const colorScheme of ["light", "dark"] as const)
      for (const width of [1_440, 390]) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 800 });
        await page.evaluate(untilStill);
        const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
        const look = `${language} ${colorScheme} ${width}`;
        expect(violations.map(({ id, nodes }) => `${look} ${id} ${nodes[0]?.html}`)).toEqual([]);
        const pictures = process.env.WIDGET_PICTURES;
        if (pictures) await page.screenshot({ path: `${pictures}/widget-${look.replaceAll(" ", "-")}.png` });
      }
    await visitor.close();
  });
}
