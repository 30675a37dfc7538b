import { m } from "#messages";
import { Button } from "../../../components/button.tsx";
import { Progress } from "../../../components/progress.tsx";
import { Problem } from "../../../components/status.tsx";
import { LiveCalls } from "../call/live-calls.tsx";
import { useInbox } from "../inbox-context.ts";
import type { Item } from "../item.ts";
import { MentionList, MentionsButton, mentionsShown } from "../mentions/mention-list.tsx";
import { mentionedIn } from "../mentions/mentions.ts";
import { isUnread } from "../queue/queue.ts";
import { useStore } from "../store.ts";
import { useOperators } from "../use-operators.ts";
import type { Filter } from "./filter.ts";
import { FilterBar } from "./filter-bar.tsx";
import { filterShown, ListHead } from "./list-head.tsx";
import { filterItems, isQueuePart, type Part, parts } from "./queue-filter.ts";
import { QueueRow } from "./queue-row.tsx";
import { SavedViews } from "./saved-views.tsx";
import { SearchField } from "./search-field.tsx";
import { selection } from "./selection.ts";
import { SelectionBar } from "./selection-bar.tsx";
import type { Listed } from "./use-listed.ts";
import { useNow } from "./use-now.ts";
import { VirtualList } from "./virtual-list.tsx";

const rowRem = 5.25;
const partNames: Readonly<Record<Part, () => string>> = {
  open: m.inbox_part_open,
  waiting: m.inbox_part_waiting,
  mine: m.inbox_part_mine,
  snoozed: m.inbox_part_snoozed,
  bot: m.inbox_part_bot,
  closed: m.inbox_part_closed,
};
const emptyTexts: Readonly<Record<Part, () => string>> = {
  open: m.inbox_empty_open,
  waiting: m.inbox_empty_waiting,
  mine: m.inbox_empty_mine,
  snoozed: m.inbox_empty_snoozed,
  bot: m.inbox_empty_bot,
  closed: m.inbox_empty_closed,
};

/** The left pane: the parts of the inbox, and the conversations of the chosen one. */
export function ListPane({
  part,
  listed,
  onPart,
  filter,
  onFilter,
  words,
  onWords,
}: {
  readonly part: Part;
  readonly listed: Listed;
  onPart(part: Part): void;
  readonly filter: Filter;
  onFilter(filter: Filter): void;
  /** What is searched for. Nothing: the chosen part is shown. */
  readonly words: string;
  onWords(words: string): void;
}) {
  const inbox = useInbox();
  const { items, isLoading, error, hasMore, more, isSearching, searchOn } = listed;
  const openId = useStore(inbox.openId);
  const seen = useStore(inbox.seen);
  const queue = useStore(inbox.queue);
  const mentioned = mentionedIn(useStore(inbox.mentions));
  const hasMentions = useStore(mentionsShown) && words === "";
  const { nameOf } = useOperators();
  const nowMs = useNow();
  const isFilterShown = useStore(filterShown);
  const selected = useStore(selection);
  return (
    <section className="inbox-list" aria-label={m.inbox_conversations()}>
      <ListHead isFiltered={Object.keys(filter).length > 0} />
      <SearchField text={words} onText={onWords} />
      <LiveCalls client={inbox.client} onOpen={inbox.open} />
      <div className="inbox-parts-row">
        <fieldset className="inbox-parts" aria-label={m.inbox_parts()}>
          {parts.map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={each === part && words === "" && !hasMentions}
              onClick={() => {
                onWords("");
                mentionsShown.set(() => false);
                onPart(each);
              }}
            >
              {partNames[each]()}
              {isQueuePart(each) && (
                <Count items={filterItems(queue.items, each, inbox.me)} hasMore={queue.cursor !== null} />
              )}
            </button>
          ))}
        </fieldset>
        <MentionsButton />
      </div>
      {isFilterShown && (
        <>
          <FilterBar part={part} filter={filter} onFilter={onFilter} />
          <SavedViews
            part={part}
            filter={filter}
            onShow={(shown) => {
              onPart(shown.part);
              onFilter(shown.filter);
            }}
          />
        </>
      )}
      {hasMentions ? (
        <MentionList />
      ) : (
        <>
          <SelectionBar items={items} />
          <Problem error={error} />
          {isLoading && error === null && <Progress label={m.loading()} />}
          {!isLoading && items.length === 0 && !hasMore && (
            <p className="inbox-empty">{words === "" ? emptyTexts[part]() : m.inbox_empty_search()}</p>
          )}
          <VirtualList
            label={m.inbox_conversations()}
            items={items}
            keyOf={idOf}
            rowRem={rowRem}
            current={openId}
            onEnd={more}
            row={(item) => (
              <QueueRow
                item={item}
                isOpen={item.conversation_id === openId}
                isUnread={
                  isQueuePart(part) && item.conversation_id !== openId && isUnread(item, seen[item.conversation_id])
                }
                nowMs={nowMs}
                isSelected={selected.has(item.conversation_id)}
                isMentioned={mentioned.includes(item.conversation_id)}
                nameOf={nameOf}
              />
            )}
          />
          {isSearching && <Progress label={m.inbox_searching()} />}
          {searchOn && (
            <Button look="quiet" onClick={searchOn}>
              {m.inbox_search_on()}
            </Button>
          )}
        </>
      )}
    </section>
  );
}

const idOf = ({ conversation_id: id }: Item) => id;

function Count({ items, hasMore }: { readonly items: readonly Item[]; readonly hasMore: boolean }) {
  if (items.length === 0) return null;
  return (
    <b>
      {items.length}
      {hasMore && "+"}
    </b>
  );
}
