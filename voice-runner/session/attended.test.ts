import { setTimeout as sleep } from "node:timers/promises";
import { minimalConfig } from "../../shared/config/minimal-config.fixture.ts";
import { voiceSettings } from "../../shared/voice/settings.ts";
import { inRealTime } from "../../tests/voice/real-time.ts";
import { openTestCall, saying } from "./testing/call-fixture.ts";

inRealTime();

let test: Awaited<ReturnType<typeof openTestCall>> | undefined;
afterEach(async () => {
  await test?.close();
  test = undefined;
});

const { silence } = voiceSettings(minimalConfig(), "voice");
const tts = { msPerCharacter: 5 };

it("says nothing while a person speaks in its place, not even into silence, and speaks again after", async () => {
  test = await openTestCall({
    script: [],
    answer: saying("?"),
    tts,
    settings: { silence: { ...silence, promptAfterMs: 500 } },
  });
  const { session, tts: voice, said, start } = test;
  await start();
  await said("Hello");
  session.attended(true);
  const before = voice.texts.length;
  await sleep(1_500);
  expect(voice.texts.length).toBe(before);
  session.attended(false);
  await said("Are you still there?");
});

it("says what an operator typed, in its own voice", async () => {
  test = await openTestCall({ script: [], answer: saying("?"), tts });
  const { session, tts: voice, listening, start } = test;
  await start();
  await listening(0);
  session.relay("One moment, I am looking it up.");
  await sleep(800);
  expect(voice.texts.join(" ")).toContain("One moment, I am looking it up.");
});

it("writes down what an operator says aloud as theirs, and repeats none of it", async () => {
  test = await openTestCall({ script: [], answer: saying("?"), tts });
  const { session, tts: voice, listening, start, conversation } = test;
  await start();
  await listening(0);
  session.attended(true);
  session.operatorSaid("Dr Rao here, I have your report.");
  await session.end("caller-left");
  expect((await conversation())?.recent.at(-1)).toMatchObject({
    role: "operator",
    text: "Dr Rao here, I have your report.",
  });
  expect((await test.records()).find(({ spoken }) => spoken)).toMatchObject({ by: "operator" });
  expect(voice.texts.join(" ")).not.toContain("Dr Rao");
});
