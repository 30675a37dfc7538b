import { initializeLogger, voice } from "@livekit/agents";
import { holdRecorder } from "./hold-recorder.ts";

initializeLogger({ pretty: false, level: "silent" });

/** What LiveKit does with a recorder when a session starts. */
async function startRecorder(session: object) {
  const started: string[] = [];
  const livekit = session as { _recorderIO?: { start(path: string): Promise<void> } };
  livekit._recorderIO = { start: async (path) => void started.push(path) };
  await livekit._recorderIO.start("audio.ogg");
  return started;
}

it("records nothing until the caller has heard the notice, and then once", async () => {
  const session = new voice.AgentSession({});
  const record = holdRecorder(session);
  const started = await startRecorder(session);
  expect(started).toEqual([]);
  await record();
  await record();
  expect(started).toEqual(["audio.ogg"]);
});

it("does nothing in a call that is not recorded", async () => {
  await expect(holdRecorder(new voice.AgentSession({}))()).resolves.toBeUndefined();
});

it("holds what LiveKit calls its recorder", () => {
  expect("_recorderIO" in new voice.AgentSession({})).toBe(true);
});
