import { flow } from "../flows/stage/flow.ts";
import { skipped } from "../skipped.ts";
import { missingBrowser, openCallPage } from "./call-page.ts";

if (missingBrowser) skipped(`the widget's invitation in a browser: ${missingBrowser}`);
else {
  const world = flow();

  it.each(["en", "hi", "ur"])("the launcher stays in its corner beside an invitation, in %s", async (language) => {
    const visitor = await openCallPage(
      `${world.product.url}/widget/demo?client=client_123&lang=${language}&proactive=1`,
    );
    await visitor.page.waitForFunction(() => window.widget?.querySelector(".invitation"));
    const places = await visitor.page.evaluate(() =>
      [".launcher", ".invitation"].map((part) => {
        const right = window.widget?.querySelector(part)?.getBoundingClientRect().right ?? 0;
        return document.documentElement.clientWidth - right;
      }),
    );
    expect(places).toEqual([20, 20]);
    if (process.env.WIDGET_PICTURES) await visitor.page.screenshot({ path: `/tmp/shots/widget-${language}.png` });
    await visitor.close();
  });
}
