import { minimalConfig } from "../../../shared/config/minimal-config.fixture.ts";
import { voiceSettings } from "../../../shared/voice/settings.ts";
import { callWatch } from "./call-watch.ts";

beforeEach(() => import.meta.jest.useFakeTimers());
afterEach(() => import.meta.jest.useRealTimers());

function open() {
  const told: string[] = [];
  const watch = callWatch({
    settings: voiceSettings(minimalConfig(), "voice"),
    language: () => "en-IN",
    prompt: (text) => told.push(text),
    warnOfEnd: () => told.push("end is near"),
    stopCaller: () => told.push("stop"),
    isAnswerOpen: () => false,
    answerAgain: () => told.push("again"),
    end: (reason) => told.push(reason),
  });
  watch.agentIs("listening");
  return { watch, told };
}

it("stops a caller who speaks without end", () => {
  const { watch, told } = open();
  watch.callerIs("speaking");
  watch.agentIs("thinking");
  import.meta.jest.advanceTimersByTime(61_000);
  expect(told).toEqual(["stop"]);
});

it("says nothing into silence or long speech while it rests, and asks again after", () => {
  const { watch, told } = open();
  watch.rest(true);
  watch.callerIs("speaking");
  import.meta.jest.advanceTimersByTime(61_000);
  watch.agentIs("listening");
  import.meta.jest.advanceTimersByTime(61_000);
  expect(told).toEqual([]);
  watch.callerIs("silent");
  watch.rest(false);
  import.meta.jest.advanceTimersByTime(30_000);
  expect(told[0]).toBe("Are you still there?");
});
