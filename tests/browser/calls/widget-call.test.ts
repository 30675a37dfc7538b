import { type Flow, flow } from "../../flows/stage/flow.ts";
import { skipped } from "../../skipped.ts";
import { inRealTime } from "../../voice/real-time.ts";
import { type CallPage, missingBrowser, openCallPage } from "./call-page.ts";

inRealTime();

if (missingBrowser) skipped(`calls from the widget in a browser: ${missingBrowser}`);
else callsInABrowser(flow(undefined, { SPEECH_PROVIDER: "embedded", LIVEKIT_URL: "" }));

function callsInABrowser(world: Flow): void {
  let visitor: CallPage;
  const open = async (more = "", size = {}) => {
    visitor = await openCallPage(`${world.product.url}/widget/demo?client=client_123${more}`, size);
    return visitor;
  };
  afterEach(() => visitor.close());

  it("a visitor calls, hears the greeting, types a question, hears and reads the answer, and hangs up", async () => {
    const { page, press, write, hears, heardMs, textOf, problems } = await open();
    await press(/^Chat with/);
    await press(/^Call Maya/);
    await hears(500);
    await page.waitForFunction(() => window.widget?.querySelector(".captions .agent"));
    await world.outside.script("thyroid", { text: "A thyroid test costs 549 rupees. Shall I book it for you?" });
    const before = await heardMs();
    await write("What does a thyroid test cost?");
    await page.waitForFunction(() => /549/.test(window.widget?.querySelector(".captions")?.textContent ?? ""));
    await hears(800, before);
    expect(await textOf(".captions .customer")).toBe("What does a thyroid test cost?");
    expect(await textOf(".call-time")).toMatch(/^0:\d\d$/);
    await press(/^Hang up/);
    await page.waitForFunction(() => window.widget?.querySelector(".call[data-phase=ended]"));
    expect(await textOf(".call-status")).toBe("You hung up");
    await press(/^Back to the chat/);
    await page.waitForFunction(() => !window.widget?.querySelector(".call"));
    expect(problems).toEqual([]);
  });

  it("an answer stops when the visitor writes on, and only what was heard stays", async () => {
    const long = "This is a long answer that goes on for many seconds. ".repeat(6);
    await world.outside.script("everything", { text: long });
    await world.outside.script("enough", { text: "Fine." });
    const { page, press, write, hears, heardMs } = await open();
    await press(/^Chat with/);
    await press(/^Call Maya/);
    await hears(300);
    const before = await heardMs();
    await write("Tell me everything");
    await hears(600, before);
    await write("That is enough");
    await page.waitForFunction(() => /Fine/.test(window.widget?.querySelector(".captions")?.textContent ?? ""));
    const shown = await page.evaluate(() =>
      [...(window.widget?.querySelectorAll(".captions .agent") ?? [])].map((line) => line.textContent ?? ""),
    );
    expect(shown.at(-1)).toBe("Fine.");
    expect(shown.at(-2)).toMatch(/…$/);
    expect(shown.at(-2)?.length).toBeLessThan(long.length - 100);
  });

  it("a call goes on behind a closed chat, in Urdu and on a phone", async () => {
    const { page, press, hears, textOf } = await open("&lang=ur", { width: 390, height: 780 });
    await press(/^HealthFirst|Maya/);
    await press(/کو کال کریں$/);
    await hears(300);
    await press(/^چیٹ بند کریں$/);
    await page.waitForFunction(() => window.widget?.querySelector(".launcher.calling"));
    await press(/سے کال جاری ہے/);
    await press(/^کال ختم کریں$/);
    await page.waitForFunction(() => window.widget?.querySelector(".call[data-phase=ended]"));
    expect(await textOf(".call-status")).toBe("آپ نے کال ختم کر دی");
  });
}
