import { Agent } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { StartedTarget } from "../target.ts";
import { type StreamedTurn, streamedTurn } from "./streamed-turn.ts";

/** The simulated users and their behaviour. */
export interface Usage {
  readonly users: number;
  readonly turnsPerConversation: number;
  /** Mean time between an answer and the next question; random from half to one and a half of it. */
  readonly thinkingMs: number;
}

export interface UsageResult {
  readonly turns: readonly StreamedTurn[];
  readonly errors: readonly Error[];
}

export interface Users {
  /** Runs until `isOver` returns true. It is called before each turn with the number of started turns. */
  use(isOver: (started: number) => boolean): Promise<UsageResult>;
  close(): void;
}

/** Concurrent users, each in one conversation after another. A failed turn is recorded and skipped. */
export function users(target: StartedTarget, { users: count, turnsPerConversation, thinkingMs }: Usage): Users {
  const agent = new Agent({ keepAlive: true, maxSockets: count });
  let conversations = 0;
  return {
    async use(isOver) {
      const turns: StreamedTurn[] = [];
      const errors: Error[] = [];
      let started = 0;
      const user = async (): Promise<void> => {
        let session = "";
        await think();
        for (let index = 0; !isOver(started); index += 1) {
          started += 1;
          if (index % turnsPerConversation === 0) session = `user-${++conversations}`;
          await streamedTurn(target, agent, { session, index })
            .then((turn) => turns.push(turn))
            .catch((error: unknown) => errors.push(error instanceof Error ? error : new Error(String(error))));
          await think();
        }
      };
      await Promise.all(Array.from({ length: count }, user));
      return { turns, errors };
    },
    close: () => agent.destroy(),
  };

  async function think(): Promise<void> {
    if (thinkingMs > 0) await sleep(thinkingMs * (0.5 + Math.random()));
  }
}
