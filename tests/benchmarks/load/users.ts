import { Agent } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Started } from "../target.ts";
import { type StreamedTurn, streamedTurn } from "./streamed-turn.ts";

/** Who uses the product, and how. */
export interface Usage {
  readonly users: number;
  readonly turnsPerConversation: number;
  /** Between an answer and the next question; random between half and one and a half of it. */
  readonly thinkingMs: number;
}

export interface Used {
  readonly turns: readonly StreamedTurn[];
  readonly errors: readonly Error[];
}

export interface Users {
  /** Until the predicate says so, asked before each turn with how many were begun. */
  use(isOver: (begun: number) => boolean): Promise<Used>;
  close(): void;
}

/** Users who chat at the same time, each in one conversation after another. An error costs a user the turn. */
export function users(target: Started, { users: count, turnsPerConversation, thinkingMs }: Usage): Users {
  const agent = new Agent({ keepAlive: true, maxSockets: count });
  let conversations = 0;
  return {
    async use(isOver) {
      const turns: StreamedTurn[] = [];
      const errors: Error[] = [];
      let begun = 0;
      const user = async (): Promise<void> => {
        let session = "";
        await think();
        for (let index = 0; !isOver(begun); index += 1) {
          begun += 1;
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
