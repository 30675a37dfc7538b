import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useEffect, useRef } from "react";

/** Rows of one height, of which only those in view are in the page. */
export function VirtualList<Item>({
  label,
  items,
  keyOf,
  row,
  rowRem,
  current,
  onEnd,
  children,
}: {
  readonly label: string;
  readonly items: readonly Item[];
  keyOf(item: Item): string;
  row(item: Item): ReactNode;
  /** A row's height, in the size of the page's letters. */
  readonly rowRem: number;
  /** The key of the row that stays in view. */
  readonly current: string | undefined;
  /** The end is near. */
  onEnd?(): void;
  readonly children?: ReactNode;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const rowPixels = rowRem * Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPixels,
    getItemKey(index) {
      const item = items[index];
      return item === undefined ? index : keyOf(item);
    },
    overscan: 8,
  });
  const shown = virtualizer.getVirtualItems();
  const lastShown = shown.at(-1)?.index ?? -1;
  useEffect(() => {
    if (lastShown >= items.length - 20) onEnd?.();
  }, [lastShown, items.length, onEnd]);

  const place = current === undefined ? -1 : items.findIndex((item) => keyOf(item) === current);
  // Only another choice scrolls: a list that moves under the mouse is in the way.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    if (place >= 0) virtualizer.scrollToIndex(place, { align: "auto" });
  }, [current]);

  return (
    <div ref={scroller} className="virtual-list" tabIndex={-1}>
      {/* biome-ignore lint/a11y/useSemanticElements: rows stand at places of their own, and most are not in the page. */}
      <div role="list" aria-label={label} style={{ blockSize: virtualizer.getTotalSize() }}>
        {shown.map(({ index, key, start }) => {
          const item = items[index];
          return (
            item !== undefined && (
              // biome-ignore lint/a11y/useSemanticElements: see above
              <div
                key={key}
                role="listitem"
                aria-setsize={items.length}
                aria-posinset={index + 1}
                style={{ transform: `translateY(${start}px)`, blockSize: rowPixels }}
              >
                {row(item)}
              </div>
            )
          );
        })}
      </div>
      {children}
    </div>
  );
}
