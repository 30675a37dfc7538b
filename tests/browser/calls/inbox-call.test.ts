import { findLiveKit } from "../../../emulators/livekit/find.ts";
import { until } from "../../contracts/open-platform.ts";
import { skipped } from "../../skipped.ts";
import { inRealTime } from "../../voice/real-time.ts";
import type { RoomCaller } from "../../voice/room-caller.ts";
import { startTalk } from "../../voice/talk.ts";
import { endStage, openVoiceStage, type VoiceStage } from "../../voice/voice-stage.ts";
import { type CallBrowser, missingBrowser, openCallBrowser } from "./call-browser.ts";

inRealTime();

const server = findLiveKit(process.env.LIVEKIT_SERVER);
const missing = missingBrowser ?? (server.found ? undefined : server.notice);

if (missing !== undefined || !server.found) skipped(`calls in the inbox: ${missing}`);
else {
  let stage: VoiceStage;
  let caller: RoomCaller;
  let inbox: CallBrowser;
  beforeAll(async () => {
    stage = await openVoiceStage(server);
    await stage.startRunner();
  }, 120_000);
  afterAll(async () => {
    await inbox?.close();
    await caller?.leave();
    await endStage(stage);
  }, 60_000);

  it("an operator listens to a call, whispers to the agent, takes it over, speaks, and hangs up", async () => {
    const { product, outside } = stage;
    const talk = await startTalk(stage, "visitor-7");
    const { client } = talk;
    caller = talk.caller;
    const quiet = () => talk.quiet(1_000);

    inbox = await openCallBrowser({ width: 1_360, height: 820 });
    const { page, problems, hears, heardMs } = inbox;
    const press = (name: string) => page.getByRole("button", { name, exact: true }).click();
    const seen = (text: RegExp) => page.locator(".thread").getByText(text).first().waitFor();
    await product.api("POST /v1/clients", { client: "agency", body: { client_id: client, name: "Clinic" } });
    const [link = ""] = /\S+\/console\/sign-in#\S+/.exec(product.output()) ?? [];
    await page.goto(link);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL(/\/console\/clients/);
    await page.goto(`${product.url}/inbox?client=${client}`);
    await page.locator(".live-row").click();
    await page.locator(".call-panel").waitFor();

    await press("Listen");
    await page.getByText("You listen. Nobody notices.").waitFor();
    await outside.script("Which tests", { text: "We offer blood tests and scans." });
    const before = await heardMs();
    await caller.say(0);
    await seen(/We offer blood tests and scans/);
    await hears(600, before);
    await quiet();

    await page.keyboard.press("Alt+KeyW");
    await page.getByRole("textbox", { name: "Tell the bot" }).fill("Offer her the free home visit on Saturday.");
    await page.keyboard.press("Enter");
    await seen(/Offer her the free home visit/);
    await outside.script("blood test", { text: "On Saturday we can come to your home." });
    await caller.say(1);
    await seen(/On Saturday we can come to your home/);
    const [asked] = await outside.asked("blood test");
    expect(JSON.stringify(asked?.body)).toContain("Offer her the free home visit on Saturday.");
    expect(JSON.stringify(asked?.body.contents)).not.toContain("free home visit");
    await quiet();

    const typedAt = performance.now();
    await press("Reply");
    await page.getByRole("textbox", { name: "Write to the customer" }).fill("One moment, I am looking it up.");
    await page.keyboard.press("Enter");
    await until("the agent's voice says what the operator typed", async () => caller.heard.beganAt > typedAt);
    await quiet();

    const silentSince = caller.heard.lastAt;
    const askedBefore = (await outside.asked("Which tests")).length;
    await press("Take over and speak");
    await page.getByText("You speak. The bot is silent.").waitFor();
    await until("the caller hears the operator", async () => caller.heard.lastAt > silentSince + 500);
    await page.locator(".conversation-who", { hasText: "With you" }).waitFor();
    await caller.say(0);
    await until(
      "the words are in the transcript",
      async () => (await page.locator(".message[data-role=customer]").count()) >= 3,
    );
    expect((await outside.asked("Which tests")).length).toBe(askedBefore);

    await press("Mute");
    await page.getByText("Your microphone is off.").waitFor();
    await quiet();
    await press("Hang up");
    await page.locator(".call-panel").waitFor({ state: "hidden" });
    await page.locator(".past-calls li").waitFor();
    expect(problems).toEqual([]);
  }, 120_000);
}
