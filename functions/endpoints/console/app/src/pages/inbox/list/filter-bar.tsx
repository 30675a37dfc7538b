import { getLocale } from "#language";
import { m } from "#messages";
import { channelNames } from "../../../../../../../../shared/events/channel-names.ts";
import { useInbox } from "../inbox-context.ts";
import { useLabels } from "../labels/use-labels.ts";
import { useStore } from "../store.ts";
import { useOperators } from "../use-operators.ts";
import { channelName, spaced } from "../words.ts";
import { type Filter, type FilterName, withCondition } from "./filter.ts";
import { isQueuePart, type Part } from "./queue-filter.ts";

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** What the list is narrowed by, and the order of the queue. Only what means something in the shown part. */
export function FilterBar({
  part,
  filter,
  onFilter,
}: {
  readonly part: Part;
  readonly filter: Filter;
  onFilter(filter: Filter): void;
}) {
  const { queue, me } = useInbox();
  const { items, order } = useStore(queue);
  const { operators } = useOperators();
  const labels = useLabels();
  const departments = [
    ...items.flatMap(({ handoff }) => handoff?.department ?? []),
    ...operators.flatMap((operator) => operator.departments),
  ];
  const languages = items.map(({ language }) => language);
  const colleagues = operators.filter(({ operator_id: id }) => id !== me);
  const choices: Readonly<Record<FilterName, readonly Choice[]>> = {
    channel: channelNames.map((value) => ({ value, label: channelName(value) })),
    department: each(departments, filter.department, spaced),
    label: labels.map(({ label_id: value, title: label }) => ({ value, label })),
    language: each(languages, filter.language, languageName),
    assignee: [
      { value: "me", label: m.inbox_filter_me() },
      { value: "nobody", label: m.inbox_unassigned() },
      ...colleagues.map(({ operator_id: value, name: label }) => ({ value, label })),
    ],
    unread: [
      { value: "true", label: m.inbox_unread() },
      { value: "false", label: m.inbox_read() },
    ],
  };
  const names: Readonly<Record<FilterName, string>> = {
    channel: m.inbox_filter_channel(),
    department: m.inbox_filter_department(),
    label: m.inbox_filter_label(),
    language: m.language(),
    assignee: m.inbox_filter_assignee(),
    unread: m.inbox_filter_unread(),
  };
  const shown = (Object.keys(names) as FilterName[]).filter((name) => part !== "bot" || name !== "assignee");
  return (
    <fieldset className="filter-bar" aria-label={m.inbox_filter()}>
      {shown.map((name) => (
        <select
          key={name}
          className="input"
          aria-label={names[name]}
          data-set={filter[name] !== undefined}
          value={filter[name] ?? ""}
          onChange={({ target }) => onFilter(withCondition(filter, name, target.value))}
        >
          <option value="">{names[name]}</option>
          {choices[name].map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      ))}
      {isQueuePart(part) && (
        <select
          className="input filter-order"
          aria-label={m.inbox_order()}
          data-set={order !== "urgent"}
          value={order}
          onChange={({ target }) => void queue.orderBy(target.value === "due" ? "due" : "urgent")}
        >
          <option value="urgent">{m.inbox_order_urgent()}</option>
          <option value="due">{m.inbox_order_due()}</option>
        </select>
      )}
    </fieldset>
  );
}

/** Each value once, and the chosen one also where no conversation has it now. */
function each(
  values: readonly string[],
  chosen: string | undefined,
  name: (value: string) => string,
): readonly Choice[] {
  const all = new Set([...values, ...(chosen === undefined ? [] : [chosen])]);
  return [...all].toSorted().map((value) => ({ value, label: name(value) }));
}

/** A language by its name. A tag that the browser does not know stays as it is. */
function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames(getLocale(), { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
