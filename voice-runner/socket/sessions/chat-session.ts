import { randomUUID } from "node:crypto";
import { Problem } from "../../../shared/http/problem.ts";
import type { ServerSentEvent } from "../../../shared/http/route.ts";
import type { SocketUser } from "../admission/identify.ts";
import type { Connection } from "../connection.ts";
import type { SocketChat } from "../dependencies.ts";
import { protocolVersion, type ServerMessage, type Start } from "../protocol.ts";
import type { SocketSession } from "./socket-session.ts";

/** Messages of one session that may wait for their answers. */
const maxWaiting = 8;

/** A chat over a socket: the conversation that the widget and `POST /v1/chat` have with the same session. */
export async function chatSession(options: {
  readonly start: Start;
  readonly user: SocketUser;
  readonly chat: SocketChat;
  readonly connection: Connection;
}): Promise<SocketSession> {
  const { start, user, chat, connection } = options;
  const followed = new AbortController();
  let answering: Promise<void> = Promise.resolve();
  let waiting = 0;
  let following: Promise<void> = Promise.resolve();

  async function answer(message: Parameters<SocketChat["say"]>[1]): Promise<void> {
    try {
      for await (const event of chat.say(user, message)) connection.send(frameOf(event));
    } catch (error) {
      connection.refuse(error, { fatal: false });
    }
  }

  async function follow(after: number): Promise<void> {
    try {
      for await (const event of chat.events(user, { after, signal: followed.signal })) connection.send(frameOf(event));
    } catch (error) {
      if (!followed.signal.aborted) connection.refuse(error, { fatal: false });
    }
  }

  return {
    started: {
      type: "started",
      version: protocolVersion,
      mode: "chat",
      conversation_id: await chat.conversationId(user),
    },

    async begin() {
      if (start.follow_after !== undefined) following = follow(start.follow_after);
    },

    async say({ id = randomUUID(), text, choice_id: choiceId = null }) {
      if (waiting >= maxWaiting)
        throw new Problem(429, "too-many-waiting", `Wait for an answer: ${maxWaiting} messages are not answered yet.`);
      waiting += 1;
      const message = { id, text, choiceId, attachments: [] as const, configName: start.config_id ?? null };
      answering = answering
        .then(() => answer(message))
        .finally(() => {
          waiting -= 1;
        });
    },

    key() {
      throw new Problem(
        422,
        "key-unexpected",
        "Keys are pressed in calls. Start with `mode` voice, or send a message.",
      );
    },

    hear() {
      throw new Problem(422, "audio-unexpected", "A chat takes no sound. Start with `mode` voice.");
    },

    played() {
      throw new Problem(422, "played-unexpected", "A chat plays no sound. Start with `mode` voice.");
    },

    async end(reason) {
      followed.abort();
      await Promise.all([answering, following]);
      connection.send({ type: "ended", reason });
    },
  };
}

/** An event of the chat, with its name as the frame's type. */
function frameOf({ event, id, data }: ServerSentEvent): ServerMessage {
  const position = id === undefined ? {} : { after: Number(id) };
  return { ...(data as object), ...position, type: event } as ServerMessage;
}
