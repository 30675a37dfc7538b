/** What an operator can do in a live call. Pure. */
export type CallAct = "listen" | "speak" | "whisper" | "mute" | "leave" | "end";
export type Part = "none" | "joining" | "listening" | "speaking";

const joins: Readonly<Record<Part, readonly CallAct[]>> = {
  none: ["listen", "speak"],
  joining: [],
  listening: ["speak", "leave"],
  speaking: ["mute", "leave"],
};

/** The bot of a conversation that the operator has is silent, so nobody whispers to it. */
export function callActs({
  hasRoom,
  part,
  isMine,
}: {
  readonly hasRoom: boolean;
  readonly part: Part;
  readonly isMine: boolean;
}): readonly CallAct[] {
  const whisper: readonly CallAct[] = isMine ? [] : ["whisper"];
  return hasRoom ? [...joins[part], ...whisper, "end"] : whisper;
}

/** Pressed with Alt, so that they do not meet what is being written. The places on the keyboard, whatever its layout. */
export const callKeys: Readonly<Record<CallAct, string>> = {
  listen: "KeyL",
  whisper: "KeyW",
  speak: "KeyT",
  mute: "KeyM",
  leave: "KeyX",
  end: "KeyH",
};

/** How long a call has lasted, as a clock shows it. The browser's clock may be behind the server's. */
export function callTime(from: string, nowMs: number): string {
  const seconds = Math.max(0, Math.floor((nowMs - Date.parse(from)) / 1_000));
  const parts = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  const [hours = 0, ...rest] = parts;
  const shown = hours === 0 ? rest : parts;
  return shown.map((part, index) => (index === 0 ? String(part) : String(part).padStart(2, "0"))).join(":");
}
