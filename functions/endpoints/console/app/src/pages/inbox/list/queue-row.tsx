import { Link } from "@tanstack/react-router";
import { m } from "#messages";
import { Stars } from "../customer/stars.tsx";
import { useInbox } from "../inbox-context.ts";
import type { Item } from "../item.ts";
import { LabelChips } from "../labels/label-chips.tsx";
import { channelName, customerName, elapsedText, priorityName, spaced } from "../words.ts";
import { elapsed } from "./elapsed.ts";
import { toggleSelected } from "./selection.ts";
import { WaitTimer, waits } from "./wait-timer.tsx";

export interface QueueRowProps {
  readonly item: Item;
  readonly isOpen: boolean;
  readonly isUnread: boolean;
  readonly isSelected: boolean;
  /** Whether a colleague has spoken to this person in a note. */
  readonly isMentioned: boolean;
  readonly nowMs: number;
  nameOf(id: string): string;
}

/** A conversation in the list: who, since when, the customer's last words, and who has it. */
export function QueueRow({ item, isOpen, isUnread, isSelected, isMentioned, nowMs, nameOf }: QueueRowProps) {
  const { client, me, open } = useInbox();
  const { conversation_id: id, handoff, customer, channel } = item;
  const priority = handoff?.priority;
  const since = handoff?.requested_at ?? item.updated_at;
  return (
    <div className="queue-row-box" data-selected={isSelected}>
      <input
        type="checkbox"
        aria-label={m.inbox_select({ name: customerName(customer) })}
        checked={isSelected}
        onChange={() => toggleSelected(id)}
      />
      <Link
        to="/inbox/{-$conversation}"
        params={{ conversation: id }}
        search={{ client }}
        className="queue-row"
        data-priority={priority}
        data-unread={isUnread}
        data-mine={handoff?.assigned_to === me}
        aria-current={isOpen ? "true" : undefined}
        onClick={(event) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          open(id);
        }}
      >
        <span className="queue-row-head">
          <span className="queue-row-name" dir="auto">
            {isUnread && <span className="visually-hidden">{m.inbox_unread()}: </span>}
            {customerName(customer)}
          </span>
          {waits(item) ? (
            <WaitTimer item={item} nowMs={nowMs} />
          ) : (
            <time dateTime={since}>{elapsedText(elapsed(since, nowMs))}</time>
          )}
        </span>
        <span className="queue-row-last" dir="auto">
          {previewOf(item)}
        </span>
        <span className="queue-row-tags">
          {isMentioned && <b className="mentioned">{m.inbox_mentioned()}</b>}
          {priority !== undefined && priority !== "medium" && (
            <span className="priority" data-priority={priority}>
              {priorityName(priority)}
            </span>
          )}
          <span>{channelName(channel)}</span>
          {item.rating !== null && <Stars rating={item.rating} />}
          <LabelChips ids={item.labels} />
          {handoff?.department && <span className="queue-row-about">{spaced(handoff.department)}</span>}
          <span className="queue-row-whose">{whoseText(item, nameOf)}</span>
        </span>
      </Link>
    </div>
  );
}

/** The customer's last words. Where they wrote none yet, what was written to them. */
function previewOf({ last_message: last, last_customer_message: customer }: Item): string {
  if (customer !== null) return customer.text;
  if (last === null) return "";
  if (last.role === "customer") return last.text;
  return (last.role === "agent" ? m.inbox_preview_bot : m.inbox_preview_operator)({ text: last.text });
}

function whoseText({ handoff, status }: Item, nameOf: (id: string) => string): string {
  if (handoff === null || handoff.status === "released")
    return status === "resolved" ? m.inbox_status_resolved() : m.inbox_status_active();
  if (handoff.assigned_to === null) return m.inbox_unassigned();
  const name = nameOf(handoff.assigned_to);
  return handoff.status === "with_operator" ? m.inbox_with({ name }) : m.inbox_assigned_to({ name });
}
