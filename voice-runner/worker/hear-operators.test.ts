import { EventEmitter } from "node:events";
import { type Room, RoomEvent, type Track } from "@livekit/rtc-node";
import { callRoleAttribute } from "../../shared/voice/call.ts";
import { hearOperators } from "./hear-operators.ts";

const operator = { attributes: { [callRoleAttribute]: "operator" } };
const caller = { attributes: {} };

function world() {
  const room = Object.assign(new EventEmitter(), { remoteParticipants: new Map() });
  const said: string[] = [];
  const faults: unknown[] = [];
  const open = new Map<Track, { readonly signal: AbortSignal; say(text: string): void }>();
  const stop = hearOperators(room as unknown as Room, {
    async hear(track, signal, onWords) {
      open.set(track, { signal, say: onWords });
    },
    onWords: (text) => void said.push(text),
    onFault: (error) => void faults.push(error),
  });
  return { room, said, faults, open, stop };
}
const track = (sid: string) => ({ sid }) as unknown as Track;

it("hears operators alone, until their microphone is gone", () => {
  const { room, said, open, stop } = world();
  const [theirs, callers] = [track("t1"), track("t2")];
  room.emit(RoomEvent.TrackSubscribed, callers, {}, caller);
  room.emit(RoomEvent.TrackSubscribed, theirs, {}, operator);
  room.emit(RoomEvent.TrackSubscribed, theirs, {}, operator);
  expect([...open.keys()]).toEqual([theirs]);
  open.get(theirs)?.say(" Dr Rao here. ");
  open.get(theirs)?.say(" ");
  expect(said).toEqual(["Dr Rao here."]);
  room.emit(RoomEvent.TrackUnsubscribed, theirs);
  expect(open.get(theirs)?.signal.aborted).toBe(true);
  stop();
});

it("hears nobody after the call", () => {
  const { room, open, stop } = world();
  const theirs = track("t1");
  room.emit(RoomEvent.TrackSubscribed, theirs, {}, operator);
  stop();
  expect(open.get(theirs)?.signal.aborted).toBe(true);
  room.emit(RoomEvent.TrackSubscribed, track("t2"), {}, operator);
  expect(open.size).toBe(1);
});
