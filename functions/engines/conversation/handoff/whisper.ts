import { z } from "zod";

/** An instruction of an operator for the agent's next answer. The customer never sees it. */
export const Whisper = z.object({ id: z.string(), operator: z.string(), text: z.string(), at: z.string() });
export type Whisper = z.infer<typeof Whisper>;

/** Characters of one whisper: more is not read before the answer is due. */
export const longestWhisper = 1_000;
/** Whispers that wait for an answer; the newest are kept. The log keeps all of them. */
const mostWaiting = 5;

export function addWhisper(waiting: readonly Whisper[] = [], whisper: Whisper): Whisper[] {
  return [...waiting, whisper].slice(-mostWaiting);
}
