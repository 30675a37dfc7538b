import { useBlocker } from "@tanstack/react-router";
import { m } from "#messages";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";

/** Asks before a page is left on which something is not stored. Closing the window asks in the browser's own words. */
export function UnsavedGuard({ isUnsaved }: { isUnsaved(): boolean }) {
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => isUnsaved() && current.pathname !== next.pathname,
    enableBeforeUnload: isUnsaved,
    withResolver: true,
  });
  return (
    <Dialog title={m.unsaved_title()} open={status === "blocked"} onClose={() => reset?.()}>
      <p>{m.unsaved_what()}</p>
      <div className="actions">
        <Button look="danger" onClick={() => proceed?.()}>
          {m.unsaved_leave()}
        </Button>
        <Button look="primary" onClick={() => reset?.()}>
          {m.unsaved_stay()}
        </Button>
      </div>
    </Dialog>
  );
}
