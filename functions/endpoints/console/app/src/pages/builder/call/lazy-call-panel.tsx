import { lazy, Suspense } from "react";
import { m } from "#messages";
import { Progress } from "../../../components/progress.tsx";
import type { CallPanelProps } from "./call-panel.tsx";

const CallPanel = lazy(async () => ({ default: (await import("./call-panel.tsx")).CallPanel }));

/** The test call, whose code is loaded once it is shown. */
export function LazyCallPanel(props: CallPanelProps) {
  return (
    <Suspense fallback={<Progress label={m.loading()} />}>
      <CallPanel {...props} />
    </Suspense>
  );
}
