import { useState } from "react";
import { m } from "#messages";
import { Button } from "../../../components/button.tsx";

const shownMs = 2_000;

/** Copies a text, and says so for a moment. */
export function CopyButton({ text }: { readonly text: string }) {
  const [isCopied, setCopied] = useState(false);
  return (
    <Button
      onClick={async () => {
        await navigator.clipboard.writeText(text);
        setCopied(true);
        setTimeout(() => setCopied(false), shownMs);
      }}
    >
      {isCopied ? m.copied() : m.copy()}
    </Button>
  );
}
