import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../../api/api.ts";
import { useInbox } from "../inbox-context.ts";
import { keepWritten, keptWritten, type Written } from "./written.ts";

/** Translates the draft for the customer, and keeps what was written. */
export function useWritten(id: string) {
  const { client, vault } = useInbox();
  const [written, setWritten] = useState(() => keptWritten(vault, id));
  const { mutate, isPending, error, reset } = useMutation({
    mutationFn: (text: string) =>
      api("POST", "/v1/conversations/:id/translate-reply", { params: { id }, body: { text }, client }),
  });
  const set = (next: Written | undefined) => {
    reset();
    setWritten(next);
    keepWritten(vault, id, next);
  };
  return {
    written,
    isPending,
    error,
    translate(text: string, onText: (translated: string) => void): void {
      mutate(text, {
        onSuccess(answer) {
          // What was written first stays, also when a translation is translated again.
          set(written ?? { text, language: navigator.language });
          onText(answer.text);
        },
      });
    },
    forget: () => set(undefined),
  };
}
