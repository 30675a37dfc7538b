import { useRef } from "react";
import { useInbox } from "../inbox-context.ts";
import { useOperators } from "../use-operators.ts";
import { presenceName, spaced } from "../words.ts";
import { matchingColleagues, mentionedIn } from "./mentions.ts";
import { type Suggestion, useSuggestions } from "./suggestions.tsx";

/** The colleagues whom a search in a note finds, and those whom the note speaks to. Undefined: nobody is searched. */
export function useMentions(query: string | undefined) {
  const { me } = useInbox();
  const { operators } = useOperators();
  const picked = useRef(new Set<string>());
  const colleagues = operators
    .filter(({ operator_id: id }) => id !== me)
    .map(({ operator_id: id, name, presence, departments }) => {
      const text = [presenceName(presence), ...departments.map(spaced)].join(" · ");
      return { id, name, title: name, text };
    });
  const list = useSuggestions<Suggestion>(query, query === undefined ? [] : matchingColleagues(colleagues, query));
  return {
    list,
    pick: (id: string) => picked.current.add(id),
    /** Those whom a text speaks to. */
    in: (text: string) => mentionedIn(text, colleagues, picked.current),
  };
}
