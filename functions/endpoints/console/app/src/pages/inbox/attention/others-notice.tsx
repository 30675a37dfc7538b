import { m } from "#messages";
import { useInbox } from "../inbox-context.ts";
import { useNow } from "../list/use-now.ts";
import { useStore } from "../store.ts";
import { othersIn } from "./attention.ts";

/** Who else is in the conversation, so that two people do not answer at once. */
export function OthersNotice({ id, nameOf }: { readonly id: string; nameOf(id: string): string }) {
  const { attention, me } = useInbox();
  const all = useStore(attention);
  const nowMs = useNow(2_000);
  const others = othersIn(all, id, { me, nowMs });
  return (
    <p className="others" role="status" data-writing={others[0]?.doing === "writing"}>
      {others
        .map(({ operator, doing }) => {
          const name = nameOf(operator);
          return doing === "writing" ? m.inbox_is_writing({ name }) : m.inbox_is_looking({ name });
        })
        .join(" · ")}
    </p>
  );
}
