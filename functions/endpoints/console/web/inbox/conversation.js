import { follow } from "./follow.js";
import { emptyTimeline, entriesOf, withAct, withMessages, withTurn } from "./timeline.js";

/** Delays of the delivery checks after a message is sent. Checks stop once the status is final. */
const deliveryChecksMs = [1_500, 3_000, 6_000, 15_000, 30_000, 60_000];
const finalStatuses = new Set(["read", "failed"]);

/**
 * Opens a conversation and keeps it up to date until `signal` aborts.
 * @param {object} options
 * @param {ReturnType<typeof import("./api.js").inboxApi>} options.api
 * @param {string} options.id
 * @param {object | null} options.handoff from the queue
 * @param {() => void} options.onChange
 * @param {(text: string) => void} options.onCustomer called when the customer writes
 * @param {(state: "live" | "reconnecting") => void} options.onState
 * @param {(error: unknown) => void} options.onProblem
 * @param {AbortSignal} options.signal
 */
export async function openConversation({ api, id, handoff, onChange, onCustomer, onState, onProblem, signal }) {
  const [conversation, newest] = await Promise.all([api.conversation(id), api.messages(id)]);
  const state = {
    ...conversation,
    handoff,
    timeline: withMessages(emptyTimeline(), newest.items.toReversed()),
    cursor: newest.next_cursor,
  };
  let deliveryTimer;
  signal.addEventListener("abort", () => clearTimeout(deliveryTimer));

  function onEvent({ event, data }) {
    if (event === "turn") {
      state.timeline = withTurn(state.timeline, data);
      state.turn_count = data.index;
      state.status = data.status;
      const [newestMessage] = data.messages.slice(-1);
      if (newestMessage !== undefined) onCustomer(newestMessage.text);
      checkDelivery();
    } else if (event === "handoff") {
      state.timeline = withAct(state.timeline, data);
      state.status = data.status;
      const { stage: status, assigned_to, department, priority } = data;
      state.handoff = { ...state.handoff, status, assigned_to, department, priority };
    }
    onChange();
  }

  async function refresh() {
    const { items } = await api.messages(id);
    if (signal.aborted) return;
    state.timeline = withMessages(state.timeline, items.toReversed());
    onChange();
  }

  function checkDelivery(attempt = 0) {
    clearTimeout(deliveryTimer);
    const wait = deliveryChecksMs[attempt];
    if (wait === undefined || signal.aborted) return;
    deliveryTimer = setTimeout(() => {
      // An offline check is ignored: the next one catches up.
      void refresh()
        .catch(() => undefined)
        .then(() => {
          const last = [...state.timeline.values()].findLast(
            ({ type, role }) => type === "message" && role !== "customer",
          );
          if (last?.delivery && !finalStatuses.has(last.delivery.status)) checkDelivery(attempt + 1);
        });
    }, wait);
  }

  // Streams new turns only, but all operators' actions, because the messages do not contain them.
  follow({
    open: api.watchConversation(id),
    from: `${conversation.turn_count}~`,
    onEvent,
    onState,
    signal,
  }).catch(onProblem);

  return {
    state,
    entries: () => entriesOf(state.timeline, state.cursor === null),
    refresh,

    async earlier() {
      if (state.cursor === null) return;
      const page = await api.messages(id, state.cursor);
      if (signal.aborted) return;
      // Older messages come first if two have the same time.
      const older = withMessages(emptyTimeline(), page.items.toReversed());
      state.timeline = new Map([...older, ...state.timeline]);
      state.cursor = page.next_cursor;
      onChange();
    },

    /** Applies the response to an operator's action: the conversation after it. @param {object} view */
    acted(view) {
      const { briefing, ...rest } = view;
      Object.assign(state, rest, briefing === undefined ? {} : { briefing });
      for (const note of view.handoff?.notes ?? []) state.timeline = withAct(state.timeline, { ...note, kind: "note" });
      onChange();
    },
  };
}
