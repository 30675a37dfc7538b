import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { m } from "#messages";
import { api } from "../../../api/api.ts";
import { ApiProblem } from "../../../api/api-problem.ts";
import type { Item } from "../item.ts";
import type { Part } from "./call-acts.ts";
import { type JoinedRoom, joinRoom } from "./call-room.ts";

const lookMs = 3_000;
const spoken: ReadonlySet<string> = new Set(["voice", "web_voice"]);

/** The calls of a conversation, newest first. Only conversations that are spoken have some. */
export function useCalls(client: string, { conversation_id: conversation, channel }: Item) {
  const { data } = useQuery({
    queryKey: ["calls", client, conversation],
    enabled: spoken.has(channel),
    refetchInterval: lookMs,
    queryFn: ({ signal }) => api("GET", "/v1/calls", { query: { conversation, limit: 10 }, client, signal }),
  });
  return data?.items ?? [];
}

interface State {
  readonly part: Part;
  readonly isMuted: boolean;
  readonly status: string;
  readonly caption: string;
  /** The API refused the joining, because a colleague has the conversation. */
  readonly refused: boolean;
}

const idle: State = { part: "none", isMuted: false, status: "", caption: "", refused: false };

/** This person's part in a call. Whoever opens another conversation leaves it. */
export function useCall(client: string, callId: string) {
  const [state, setState] = useState(idle);
  const room = useRef<JoinedRoom>(undefined);
  const isHere = useRef(true);
  const change = useCallback((properties: Partial<State>) => {
    if (isHere.current) setState((before) => ({ ...before, ...properties }));
  }, []);

  const leave = useCallback(async () => {
    const left = room.current;
    room.current = undefined;
    change(idle);
    await left?.leave();
  }, [change]);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
      void room.current?.leave();
    };
  }, []);

  async function join(mode: "listen" | "speak", force = false): Promise<void> {
    await leave();
    change({ part: "joining", status: m.inbox_call_joining() });
    const during = mode === "speak" ? m.inbox_call_speaking() : m.inbox_call_listening();
    try {
      const body = force ? { mode, force } : { mode };
      const joined = await api("POST", "/v1/calls/:id/join", { params: { id: callId }, body, client });
      const entered = await joinRoom({
        joined,
        speaks: mode === "speak",
        onCaption({ by, text, isFinal }) {
          const speaker = by === "agent" ? m.inbox_bot() : m.inbox_customer();
          change({ caption: isFinal ? "" : `${speaker}: ${text}` });
        },
        onState(now) {
          if (now === "over") room.current = undefined;
          change(now === "over" ? idle : { status: now === "joined" ? during : m.inbox_call_reconnecting() });
        },
      });
      if (!isHere.current) return await entered.leave();
      room.current = entered;
      change({ part: mode === "speak" ? "speaking" : "listening", isMuted: false, status: during });
    } catch (error) {
      const refused = error instanceof ApiProblem && error.code === "conversation-held";
      change({ ...idle, status: messageOf(error), refused });
    }
  }

  return {
    ...state,
    join,
    leave,
    async mute(): Promise<void> {
      const isMuted = !state.isMuted;
      await room.current?.mute(isMuted);
      change({ isMuted, status: isMuted ? m.inbox_call_muted() : m.inbox_call_speaking() });
    },
    async end(): Promise<void> {
      try {
        await api("POST", "/v1/calls/:id/end", { params: { id: callId }, client });
      } catch (error) {
        change({ status: messageOf(error) });
      }
    },
  };
}

/** The browser's own errors are told in words. */
function messageOf(error: unknown): string {
  if (error instanceof ApiProblem) return error.message;
  const isNoMicrophone = error instanceof Error && /^(NotAllowed|NotFound)Error$/.test(error.name);
  return isNoMicrophone ? m.inbox_call_no_microphone() : m.inbox_call_unreachable();
}
