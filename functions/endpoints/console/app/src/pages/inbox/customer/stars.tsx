import { getLocale } from "#language";
import { m } from "#messages";
import type { Item } from "../item.ts";

/** How the customer rated the service, out of five. */
export function Stars({ rating }: { readonly rating: NonNullable<Item["rating"]> }) {
  const stars = new Intl.NumberFormat(getLocale(), { maximumFractionDigits: 1 }).format(rating.stars);
  return (
    <span className="stars" data-low={rating.stars <= 2} role="img" aria-label={m.inbox_rated({ stars })}>
      ★ {stars}
    </span>
  );
}
