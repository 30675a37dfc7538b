import { words } from "../words.js";
import { callBar } from "./call-bar.js";
import { joinRoom } from "./call-room.js";

const lookMs = 3_000;
const spoken = new Set(["voice", "web_voice"]);

/**
 * The live call of the open conversation, and the operator's part in it. Opening another conversation leaves the call.
 * @param {object} options
 * @param {ReturnType<typeof import("../api.js").inboxApi>} options.api
 * @param {(calls: object[]) => void} options.onCalls called with the conversation's calls, newest first
 * @param {(call: object | undefined) => void} options.onLive called when a call begins or ends
 * @param {() => void} options.onWhisper
 * @param {(on: boolean) => void} options.onTranslate
 * @param {(error: unknown, force: () => void) => void} options.onRefused
 * @param {AbortSignal} options.signal
 */
export function liveCall({ api, onCalls, onLive, onWhisper, onTranslate, onRefused, signal }) {
  const bar = callBar({ onAct: (act) => void acts[act]?.(), onTranslate, signal });
  let conversationId;
  let call;
  let room;
  let looking;
  let state = { ...idle(), isMine: false };

  function show(change = {}) {
    state = { ...state, ...change };
    if (call === undefined) bar.hide();
    else bar.show({ call, ...state, status: state.status || (call.has_room ? "" : words.call.withoutRoom) });
  }

  const acts = {
    listen: () => join("listen"),
    speak: () => join("speak"),
    whisper: onWhisper,
    leave,
    async mute() {
      const isMuted = !state.isMuted;
      await room?.mute(isMuted);
      show({ isMuted, status: isMuted ? words.call.muted : words.call.speaking });
    },
    async end() {
      const ending = call;
      if (ending === undefined) return;
      try {
        await api.endCall(ending.call_id);
        await look();
      } catch (error) {
        onRefused(error);
      }
    },
  };

  async function join(mode, options = {}) {
    if (call === undefined || !call.has_room || state.presence === "joining") return;
    const joining = call;
    const isHere = () => call?.call_id === joining.call_id;
    await leave();
    show({ presence: "joining", status: words.call.joining });
    try {
      const joined = await api.joinCall(joining.call_id, { mode, ...options });
      const entered = await joinRoom({
        joined,
        speaks: mode === "speak",
        onCaption: ({ by, text, final }) => {
          if (isHere()) show({ caption: final ? "" : `${words.roles[by]}: ${text}` });
        },
        onState(now) {
          if (now === "over") room = undefined;
          if (isHere())
            show(now === "over" ? idle() : { status: now === "joined" ? statusOf(mode) : words.call.reconnecting });
        },
      });
      if (!isHere()) return await entered.leave();
      room = entered;
      show({ presence: mode === "speak" ? "speaking" : "listening", isMuted: false, status: statusOf(mode) });
    } catch (error) {
      show({ ...idle(), status: messageOf(error) });
      onRefused(error, () => join(mode, { force: true }));
    }
  }

  async function leave() {
    const left = room;
    room = undefined;
    show(idle());
    await left?.leave();
  }

  async function look() {
    clearTimeout(looking);
    const id = conversationId;
    if (id === undefined || signal.aborted) return;
    const calls = await api.callsOf(id).catch(() => undefined);
    if (id !== conversationId || signal.aborted) return;
    if (calls !== undefined) {
      onCalls(calls);
      const next = calls.find(({ status }) => status === "open");
      const changed = next?.call_id !== call?.call_id;
      if (changed) await leave();
      call = next;
      if (changed) onLive(call);
      show();
    }
    looking = setTimeout(look, lookMs);
  }

  signal.addEventListener("abort", () => {
    clearTimeout(looking);
    void room?.leave();
  });

  return {
    current: () => call,
    /** Whether the operator has the conversation. @param {boolean} isMine */
    mine(isMine) {
      if (isMine !== state.isMine) show({ isMine });
    },
    /** Looks again at once, as when a turn came. */
    look,
    /** @param {{ conversation_id: string, channel: string } | undefined} conversation */
    async open(conversation) {
      clearTimeout(looking);
      await leave();
      call = undefined;
      state.isMine = false;
      conversationId = spoken.has(conversation?.channel) ? conversation.conversation_id : undefined;
      show();
      await look();
    },
  };
}

function idle() {
  return { presence: "none", isMuted: false, status: "", caption: "" };
}

function statusOf(mode) {
  return mode === "speak" ? words.call.speaking : words.call.listening;
}

/** The browser's own errors are told in words. */
function messageOf(error) {
  if (error.name === "NotAllowedError" || error.name === "NotFoundError") return words.call.noMicrophone;
  return error.code === undefined || typeof error.code === "number" ? words.call.unreachable : error.message;
}
