import type { ReadableStream } from "node:stream/web";
import { llm, voice } from "@livekit/agents";
import type { AudioFrame } from "@livekit/rtc-node";
import type { Line } from "./speaking/line.ts";
import type { Piece } from "./speaking/piece.ts";
import type { SessionLines } from "./speaking/session-lines.ts";
import { type Speak, speakLine } from "./speaking/speak-line.ts";

export interface CallAgentPorts {
  readonly lines: SessionLines;
  readonly speak: Speak;
  onPiece(piece: Piece, line: Line): void;
  /** The caller's newest words; null: none are new. */
  answer(text: string | null, line: Line): void;
}

/**
 * LiveKit's agent as a mouth and an ear. What it says comes from the conversation; LiveKit's own chat context is used
 * for nothing but the caller's newest words.
 */
export class CallAgent extends voice.Agent {
  readonly #ports: CallAgentPorts;
  /** The caller's messages that were taken up. */
  readonly #seen = new Set<string>();

  constructor(ports: CallAgentPorts) {
    super({ instructions: "" });
    this.#ports = ports;
  }

  override async llmNode(context: llm.ChatContext): Promise<ReadableStream<string> | null> {
    const { lines, answer } = this.#ports;
    const line = lines.current();
    if (!line) return null;
    const newest = context.items.findLast((item) => item.type === "message" && item.role === "user");
    if (newest?.type === "message" && !this.#seen.has(newest.id)) {
      this.#seen.add(newest.id);
      lines.releaseWith(newest.id, line);
      answer(newest.textContent ?? "", line);
    } else {
      line.release();
      answer(null, line);
    }
    return line.text;
  }

  override async ttsNode(text: AsyncIterable<string>): Promise<ReadableStream<AudioFrame> | null> {
    const { lines, speak, onPiece } = this.#ports;
    const line = lines.current();
    if (!line) return null;
    return speakLine(line, text, { speak, onPiece: (piece) => onPiece(piece, line) });
  }
}

/** LiveKit answers only where it has a model. Ours is the conversation, which `llmNode` asks. */
export class ConversationModel extends llm.LLM {
  override label() {
    return "conversation";
  }

  override get provider() {
    return "agent-platform";
  }

  override chat(): llm.LLMStream {
    throw new Error("The conversation answers in place of a model.");
  }
}
