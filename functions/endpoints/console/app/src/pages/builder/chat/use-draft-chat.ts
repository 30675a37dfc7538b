import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { api } from "../../../api/api.ts";

/** A turn, and everything that led to its answer. */
export type InspectedTurn = Awaited<ReturnType<typeof say>>;

function say(client: string, draft: string, message: string, choiceId: string | undefined) {
  const body = { message, ...(choiceId === undefined ? {} : { choice_id: choiceId }) };
  return api("POST", "/v1/drafts/:id/messages", { params: { id: draft }, body, client });
}

/** A conversation with the text as it was when it began. The draft ends with the page. */
export function useDraftChat(client: string, config: string) {
  const [turns, setTurns] = useState<readonly InspectedTurn[]>([]);
  const draft = useRef<{ readonly id: string; readonly yaml: string } | undefined>(undefined);
  const end = () => {
    const ended = draft.current;
    draft.current = undefined;
    // It ends by itself within the hour.
    if (ended) void api("DELETE", "/v1/drafts/:id", { params: { id: ended.id }, client }).catch(() => undefined);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: it ends what is open when the page goes.
  useEffect(() => end, []);
  const send = useMutation({
    async mutationFn({ yaml, text, choiceId }: { yaml: string; text: string; choiceId?: string }) {
      if (draft.current === undefined) {
        const opened = await api("POST", "/v1/drafts", { body: { config, yaml }, client });
        draft.current = { id: opened.draft_id, yaml };
      }
      return say(client, draft.current.id, text, choiceId);
    },
    onSuccess: (turn) => setTurns((before) => [...before, turn]),
  });
  return {
    turns,
    send,
    /** Whether the text has changed since the conversation began. */
    isOutdated: (yaml: string) => turns.length > 0 && draft.current?.yaml !== yaml,
    restart() {
      end();
      setTurns([]);
      send.reset();
    },
  };
}
